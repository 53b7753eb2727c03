/**
 * Makes the shipped weights anew: `npm run train -- --data DIR` (training/README.md says what belongs in DIR).
 * The same files give the same weights, byte for byte. `--check` compares instead of writing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { packWeights } from '../src/domain/triage/linear/packed.ts';
import { learnModel } from './learn-model.ts';
import { readPosts } from './read-posts.mts';

const target = new URL('../src/domain/triage/linear/shipped-weights.ts', import.meta.url);

const { values } = parseArgs({
	options: { data: { type: 'string' }, check: { type: 'boolean', default: false } },
});
if (values.data === undefined) {
	console.error('Say where the labelled posts are: npm run train -- --data DIR');
	process.exit(2);
}
const posts = readPosts(values.data);
console.error(`${posts.length} posts; learning takes about a minute`);
const packed = packWeights(learnModel(posts));
const source = [
	"import type { PackedWeights } from './packed';",
	'',
	'/** Made by `npm run train` (training/): trained numbers, no texts. Do not edit. */',
	'// prettier-ignore',
	`export const shippedWeights: PackedWeights = ${JSON.stringify(packed)};`,
	'',
].join('\n');
if (values.check) {
	const isSame = readFileSync(target, 'utf8') === source;
	console.log(JSON.stringify({ posts: posts.length, same: isSame }));
	process.exitCode = isSame ? 0 : 1;
} else {
	writeFileSync(target, source);
	console.log(JSON.stringify({ posts: posts.length, bytes: source.length }));
}
