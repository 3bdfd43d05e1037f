// Starts a server and never stops it. With the argument "wait" it then waits to be killed.
import { KantanSimServer } from 'kantansim';

const sim = await KantanSimServer.start();
console.log(sim.url);
if (process.argv[2] === 'wait') setInterval(() => {}, 1_000_000);
