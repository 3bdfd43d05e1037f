// Stands in for the program. The first argument says how it behaves; it ends when its standard input is closed.
import { connect } from 'node:net';

const [mode, ...args] = process.argv.slice(2);
if (mode === 'refuse') {
  console.error('KantanSim:Seed is "x"; allowed: a whole number');
  process.exit(2);
}
console.log(`pid ${process.pid}`);
console.log(JSON.stringify(args));
const listen = () => mode === 'silent' || console.log('KantanSim listens on http://127.0.0.1:1');
// Whoever listens there sees when this process ends.
if (process.env.ALIVE_PORT === undefined) listen();
else connect(Number(process.env.ALIVE_PORT), '127.0.0.1', listen);
process.stdin.resume().once('end', () => process.exit(0));
