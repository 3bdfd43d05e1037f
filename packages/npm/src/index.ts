export { type CleanOptions, type Severity, ShopAdvice } from './advice.js';
export { KantanSimClient } from './client.js';
export { ShopClock } from './clock.js';
export { AdviceError, ExpectationError, type Fault, KantanSimError, KantanSimStartError, KantanSimTimeoutError } from './errors.js';
export type { components, paths } from './openapi.js';
export { KantanSimServer, type StartOptions } from './server.js';
export { type ApproveOptions, type ArmOptions, type NewShop, Shop, type TestEnd, type WaitOptions } from './shop.js';
export { ShopSnapshots } from './snapshots.js';
export type { Advance, Arm, CallOptions, ClockState, ConsumerResult, Finding, Notification, Snapshot, Step, Transaction } from './types.js';
