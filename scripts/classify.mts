/**
 * The classifier on the command line: posts come in as JSON lines, answers go out as JSON lines, one each, in order.
 * Memory is bounded however many posts come; a line that cannot be read is answered with its error. See `--help`.
 */
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';

import { createAnswerer } from './classify.answer.mts';
import { readLines } from './classify.lines.mts';

const help = `Classifies posts: npm run --silent classify < posts.jsonl > answers.jsonl

In, one per line:   {"id": "1", "text": "...", "lang": "en"}
  id                text or number, comes back as it came; null when there is none
  lang              optional: the language as X told it
Out, one per line, in the same order: id, category, probability, complaintProbability, relevanceProbability,
  urgency, needsReview, reasons, probabilities, sentiment, severity, language, explanation, model

  category          complaint, question, praise, comment or not_for_us, the likeliest even where needsReview is
                    true; unsure where a post cannot be read: without words, or not in English. Then
                    complaintProbability and relevanceProbability are 0.5 each and severity is null, as is
                    sentiment, but for languages with word lists.
  error             instead of all this, with id and line, where a line is not such a post; the rest goes on,
                    and the exit code is 1 in the end. Blank lines are skipped.

  --addressed       every post is meant for us (a mention, a reply), so only what it is is asked
  --unsure          the category of a post it is not sure about is unsure, with bestGuess
  --help
`;

const options = {
	addressed: { type: 'boolean' },
	unsure: { type: 'boolean' },
	help: { type: 'boolean' },
} as const;

/** Characters written at a time. */
const mostAtOnce = 1 << 16;

await main();

async function main(): Promise<void> {
	const settings = readSettings();
	if (settings === undefined) return;
	if (settings.help) return void process.stdout.write(help);
	const answerer = createAnswerer({
		isAddressed: settings.addressed ? true : undefined,
		whenUnsure: settings.unsure ? 'unsure' : 'bestClass',
	});
	const answer = async function* (chunks: AsyncIterable<Buffer>) {
		for await (const lines of readLines(chunks)) {
			let answers = '';
			for (const line of lines) {
				answers += answerer.answer(line);
				if (answers.length < mostAtOnce) continue;
				yield answers;
				answers = '';
			}
			if (answers !== '') yield answers;
		}
	};
	try {
		await pipeline(process.stdin, answer, process.stdout);
	} catch (error) {
		// Whoever reads has seen enough, such as head.
		if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
		return fail(`The posts could not be read to the end: ${String(error)}`, 1);
	}
	const { lines, unread } = answerer.count();
	if (unread > 0) fail(`${unread} of ${lines} lines could not be read; their "error" says why`, 1);
}

function readSettings() {
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		return fail(`${(error as Error).message}\nPosts come on standard input; see --help`, 2);
	}
}

function fail(message: string, code: number): undefined {
	process.stderr.write(`${message}\n`);
	process.exitCode = code;
}
