/** Runs every benchmark, or those named: `npm run bench -- triage`. Each prints one JSON line per figure. */
import { readdirSync } from 'node:fs';

const wanted = process.argv.slice(2);
const all = readdirSync(new URL('.', import.meta.url))
	.filter((file) => file.endsWith('.mts') && file !== 'main.mts')
	.map((file) => file.replace('.mts', ''));
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
	console.error(`No benchmark "${unknown.join('", "')}". There are: ${all.join(', ')}.`);
	process.exit(1);
}
for (const name of all) {
	if (wanted.length === 0 || wanted.includes(name)) await import(`./${name}.mts`);
}
