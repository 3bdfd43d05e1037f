import type { Attempt, Call, Finding, Step, Transaction } from './types.js';

/** One line about a payment. */
export function head(payment: Transaction): string {
  const error = payment.errInfo ? ` ${payment.errInfo}` : '';
  return `${payment.orderId}: ${payment.status}${error}, ${payment.total} yen, scenario ${payment.scenario}`;
}

/** A payment's timeline, one line for each entry, with the time in Japan. */
export function timeline(payment: Transaction): string {
  return (payment.timeline ?? []).map(stepLine).join('\n');
}

/** One line about a call of the shop: the error codes and why, when it was refused. */
export function callLine(call: Call): string {
  const error = call.answer['ErrInfo'] ? ` refused with ${call.answer['ErrInfo']}` : ` ${call.outcome ?? ''}`;
  const about = call.orderId ? `, order ${call.orderId}` : '';
  return [`  ${japan(call.at)} ${call.api}${error}${about}`, ...call.notes].join(' | ');
}

/** One line about an attempt to deliver a notification. */
export function attemptLine(attempt: Attempt): string {
  return `  ${japan(attempt.at)} POST ${attempt.url}: ${attempt.outcome}`;
}

/** A finding with its fix. */
export function findingText(finding: Finding): string {
  const about = finding.orderId === null ? '' : `, order ${finding.orderId}`;
  return `  ${finding.severity} ${finding.rule}${about}\n    ${finding.sentence}\n    Fix: ${finding.remedy}\n    See ${finding.help}`;
}

function stepLine(step: Step): string {
  const number = `${step.step ?? ''}`.padStart(2);
  const error = step.answer?.['ErrInfo'];
  const details = [error ? `ErrInfo=${error}` : undefined, step.note, ...step.notes].filter((detail) => detail);
  return [`  ${japan(step.at)} ${number} ${step.from} -> ${step.to}: ${step.what}`, ...details].join(' | ');
}

// Simulated time as the pages show it.
function japan(instant: string): string {
  return new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
