import type { components, paths } from './openapi.js';

type Schemas = components['schemas'];

/** A payment. `timeline` is null in lists. */
export type Transaction = Schemas['TransactionView'];
/** An entry of a timeline. */
export type Step = Schemas['StepView'];
/** A call of a shop to the gateway. */
export type Call = Schemas['CallView'];
/** A result notification with its attempts. */
export type Notification = Schemas['NotificationView'];
/** An attempt to deliver a notification. */
export type Attempt = Schemas['AttemptView'];
/** What a shop did wrong, why it matters (`why`) and how to fix it (`remedy`). */
export type Finding = Schemas['AdviceView'];
/** A scenario that is armed. */
export type Arm = Schemas['ArmView'];
/** A shop's data and settings. */
export type ShopData = Schemas['Shop'];
/** A simulated clock. */
export type ClockState = Schemas['ClockView'];
/** The clock after an advance, and what happened on the way. */
export type Advance = Schemas['AdvanceView'];
/** A saved state. */
export type Snapshot = Schemas['SnapshotView'];
/** What the consumer did, and where it led. */
export type ConsumerResult = Schemas['ConsumerView'];

/** Methods of the control API. */
export type Method = 'get' | 'post' | 'put' | 'delete';

/** The paths that have a method, such as `/api/transactions/{id}`. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

/** The operation of a path. */
export type Operation<P extends keyof paths, M extends Method> = paths[P][M];

// A property that can be null can also be left out.
type Nullable<T> = { [K in keyof T]-?: null extends T[K] ? K : never }[keyof T];
type Body<T> = Omit<T, Nullable<T>> & Partial<Pick<T, Nullable<T>>>;

type Parameter<O, Place extends string> = O extends { parameters: { [K in Place]?: infer V } } ? NonNullable<V> : never;
type Present<Name extends string, V> = [V] extends [never] ? unknown : { [K in Name]: V };
type Optional<Name extends string, V> = [V] extends [never] ? unknown : { [K in Name]?: V };

/** What an operation is called with: the values of the path, the query and the body. */
export type CallOptions<O> = Present<'path', Parameter<O, 'path'>>
  & Optional<'query', Parameter<O, 'query'>>
  & (O extends { requestBody: { content: { 'application/json': infer B } } } ? { body: Body<B> } : unknown)
  & { /** Seconds until the call is given up; 30 by default. */ timeoutSeconds?: number };

/** The options of a call, which can be left out when none of them is needed. */
export type CallArguments<O> = Record<never, never> extends CallOptions<O> ? [options?: CallOptions<O>] : [options: CallOptions<O>];

type Content<R> = R extends { content: infer C } ? (C extends { 'application/json': infer J } ? J : string) : undefined;

/** What an operation answers: JSON, text of another kind, or undefined for an empty answer. */
export type Answer<O> = O extends { responses: infer R }
  ? Content<R extends { 200: infer A } ? A : R extends { 201: infer A } ? A : R extends { 202: infer A } ? A : never>
  : never;
