/**
 * What a day of care on X costs: 500 mentions, 150 answers, 100 direct messages and 300 keyword hits, done by our nodes and by
 * n8n's own X node. Each way has a sandbox of its own on which the same things happen at the same time, the seven days before
 * were as busy, all nodes run on n8n's engine, dollars are the sandbox's bill and calls its log.
 *
 * One JSON line per way, with what its dollars and calls went on. `missed`: mentions, hits and messages it never came across,
 * and answers not given. The last line sets ours against the built-in node as its published templates use it or with its
 * *Return All*, whichever misses less (bench/day-of-care/built-in-node.mts names the templates). Equal on both sides: what is
 * answered, with which words, and how often each looks. Not equal: the built-in node looks up whom it answers, as the templates
 * do, ours looks up nobody ("user read" in the lines).
 */
import {
	everything,
	newestHundred,
	setUpBuiltInNode,
	sinceLastRun,
} from './day-of-care/built-in-node.mts';
import { toMills } from './day-of-care/bill.mts';
import { releaseTime } from './day-of-care/frozen-time.mts';
import { ourWay, setUpOurNodes } from './day-of-care/our-nodes.mts';
import { priceLinks } from './day-of-care/links.mts';
import type { SetUp } from './day-of-care/side.mts';
import { liveThroughDay } from './day-of-care/simulation.mts';
import { readTally } from './day-of-care/tally.mts';

const ways = [
	{ name: ourWay, setUp: setUpOurNodes },
	...[newestHundred, everything, sinceLastRun].map((reach) => ({
		name: `built-in node, ${reach.name}`,
		setUp: ((account) => setUpBuiltInNode(account, reach)) satisfies SetUp,
	})),
];
const print = (line: object) => console.log(JSON.stringify(line));

const sides = await liveThroughDay(ways.map(({ setUp }) => setUp));
const tallies = await Promise.all(sides.map(readTally));
for (const [n, tally] of tallies.entries()) print({ way: ways[n].name, ...tally });

const [ours, ...builtIn] = tallies.map(({ usd, calls, missed }) => ({ usd, calls, missed }));
// Of the two ways that people use; no published template was found for the third, whose line above stands for itself.
const chosen = builtIn[0].missed <= builtIn[1].missed ? 0 : 1;
const theirs = builtIn[chosen];
print({
	compared: ways[1 + chosen].name,
	because: `it misses ${theirs.missed}, the other ${builtIn[1 - chosen].missed}`,
	oursOfTheirs: { usd: toMills(ours.usd / theirs.usd), calls: toMills(ours.calls / theirs.calls) },
	aim: 0.2,
});
const linksUsd = [await priceLinks(sides[0]), await priceLinks(sides[1 + chosen])];
print({
	with: 'a link in a third of the answers',
	ours: { usd: toMills(ours.usd + linksUsd[0]) },
	builtIn: { usd: toMills(theirs.usd + linksUsd[1]) },
});
await Promise.all(sides.map(({ account }) => account.sandbox.stop()));
releaseTime();
print({ ours, builtIn: theirs });
