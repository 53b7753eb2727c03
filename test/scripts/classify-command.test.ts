/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const root = path.resolve(__dirname, '../..');

type Answer = Record<string, unknown>;

const spawnCommand = (args: string[], heapMb = 256) =>
	spawn(path.join(root, 'node_modules/.bin/tsx'), ['scripts/classify.mts', ...args], {
		cwd: root,
		env: { ...process.env, NODE_OPTIONS: `--max-old-space-size=${heapMb}` },
	});

/** Runs the command to its end; what it writes is given to `onLine`, else kept. */
async function run(
	input: Iterable<string | Buffer>,
	args: string[] = [],
	{ heapMb, onLine }: { heapMb?: number; onLine?: (line: string) => void } = {},
) {
	const command = spawnCommand(args, heapMb);
	const lines: string[] = [];
	let stderr = '';
	command.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
	const read = async () => {
		for await (const line of createInterface({ input: command.stdout })) {
			if (onLine) onLine(line);
			else lines.push(line);
		}
	};
	const ended = once(command, 'close') as Promise<[number]>;
	// A command that refuses its options does not wait for posts.
	const write = pipeline(Readable.from(input), command.stdin).catch(() => {});
	const [[exitCode]] = await Promise.all([ended, read(), write]);
	const answers = () => lines.map((line) => JSON.parse(line) as Answer);
	return { lines, answers, stderr, exitCode };
}

const complaint = '@acme three weeks and my refund still has not arrived, nobody answers';
const praise = '@acme thank you so much, the new team is wonderful!';

describe('the command `classify`', () => {
	it('answers every line in order with its own id, and goes on behind lines it cannot read', async () => {
		const lines = [
			`\ufeff{"id": "first", "text": ${JSON.stringify(complaint)}}\r`,
			'',
			'   \r',
			'{"user": {"id": 5}, "id": 1234567890123456789, "text": "@acme do you have the red one in size M?"}',
			`{"id": 0, "text": ${JSON.stringify(praise)}, "lang": null}`,
			'{"id": "cut", "text": "@acme',
			'null',
			'[{"id": 1, "text": "hello"}]',
			'{"id": "wordless"}',
			'{"id": 3, "text": 12}',
			'{"id": ["x"], "text": "hello"}',
			'{"id": "tongue", "text": "hello", "lang": 7}',
			`{"id": "deep", "text": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
			`{"id": "\u2028", "text": "@acme \\ud83d \u202e and then\u2028 👨‍👩‍👧 it broke again"}`,
			'{"text": "@acme"}',
			'{"id": "es", "lang": "es", "text": "@acme llevo tres semanas esperando mi pedido"}',
		];
		const bytes = Buffer.from(lines.join('\n'));
		const pieces = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, i) =>
			bytes.subarray(i * 997, (i + 1) * 997),
		);
		const ran = await run(pieces, ['--addressed', '--unsure']);
		const { lines: written, stderr, exitCode } = ran;
		const answers = ran.answers();
		expect(exitCode).toBe(1);
		expect(stderr).toBe('8 of 14 lines could not be read; their "error" says why\n');
		expect(answers.map(({ id, line, category }) => [id, line ?? category])).toEqual([
			['first', 'complaint'],
			[Number('1234567890123456789'), 'question'],
			[0, 'praise'],
			[null, 6],
			[null, 7],
			[null, 8],
			['wordless', 9],
			[3, 10],
			[null, 11],
			['tongue', 12],
			['deep', 13],
			['\u2028', expect.any(String)],
			[null, 'unsure'],
			['es', 'unsure'],
		]);
		expect(written[1]).toContain('"id":1234567890123456789,');
		const errors = answers.flatMap(({ error }) => (error === undefined ? [] : [error as string]));
		expect(errors.map((error) => error.replace(/a JSON object such as .*?}/, 'a post'))).toEqual([
			'\'line\' should be a post, but it is "{\\"id\\": \\"cut\\", \\"text\\": \\"@acme"',
			"'line' should be a post, but it is null",
			'\'line\' should be a post, but it is [{"id":1,"text":"hello"}]',
			"'text' should be text, but it is missing",
			"'text' should be text, but it is 12",
			'\'id\' should be text or a number, but it is ["x"]',
			'\'lang\' should be a language such as "en", but it is 7',
			"'text' should be text, but it is nested too deep to be shown",
		]);
		const read = answers.filter(({ error }) => error === undefined);
		for (const answer of read) {
			expect(Object.keys(answer)).toEqual(expect.arrayContaining(promised));
			expect(['low', 'normal', 'urgent', 'critical']).toContain(answer.urgency);
		}
		expect(read.map((it) => it.relevanceProbability)).toEqual([1, 1, 1, 1, 0.5, 0.5]);
		expect(read.map((it) => it.complaintProbability).slice(-2)).toEqual([0.5, 0.5]);
		expect(read.at(-1)).toMatchObject({ language: 'es', needsReview: true, severity: null });
	});

	it('takes 20,000 posts and one of 1 MB in little memory, losing none', async () => {
		// Ids come back, so what comes out is 160 MB.
		const padding = 'x'.repeat(8000);
		const posts = function* () {
			for (let i = 0; i < 20_000; i++) {
				const text = i === 9_999 ? 'no refund yet '.repeat(75_000) : `thanks, number ${i} is great`;
				yield `${JSON.stringify({ id: `${i} ${padding}`, text })}\n`;
			}
		};
		let next = 0;
		const onLine = (line: string) => {
			if (line.startsWith(`{"id":"${next} x`) && line.includes('"category":"')) next++;
		};
		const { stderr, exitCode } = await run(posts(), [], { heapMb: 128, onLine });
		expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
		expect(next).toBe(20_000);
	});

	it('says its best guess of an unsure post, or that it is unsure, as wanted', async () => {
		const input = [`{"id": 1, "text": "@acme broken again"}\n{"id": 2, "text": "ok"}`];
		const [guessed, kept] = await Promise.all([run(input), run(input, ['--unsure'])]);
		expect(kept.answers().map(({ category }) => category)).toEqual(['unsure', 'unsure']);
		expect(guessed.answers().map(({ category }) => category)).toEqual(
			kept.answers().map(({ bestGuess }) => bestGuess),
		);
		expect(guessed.answers().map(({ needsReview }) => needsReview)).toEqual([true, true]);
	});

	it('ends quietly when nobody reads on, as behind `head`', async () => {
		const command = spawnCommand([]);
		let stderr = '';
		command.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
		const posts = function* () {
			for (let i = 0; i < 1e6; i++) yield `{"id": ${i}, "text": "${praise}"}\n`;
		};
		const ended = once(command, 'close') as Promise<[number]>;
		const write = pipeline(Readable.from(posts()), command.stdin).catch(() => {});
		await once(command.stdout, 'data');
		command.stdout.destroy();
		const [[exitCode]] = await Promise.all([ended, write]);
		expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
	});

	it('says how it is used, and refuses options it does not know before reading anything', async () => {
		const [help, wrong] = await Promise.all([run([], ['--help']), run([], ['--adressed'])]);
		expect(help.exitCode).toBe(0);
		expect(help.lines.join('\n')).toContain(
			'complaintProbability and relevanceProbability are 0.5',
		);
		expect(wrong.exitCode).toBe(2);
		expect(wrong.lines).toEqual([]);
		expect(wrong.stderr).toContain("Unknown option '--adressed'");
		expect(wrong.stderr).toContain('--help');
	});
});

const promised = [
	...['id', 'category', 'complaintProbability', 'relevanceProbability', 'urgency', 'needsReview'],
	...['reasons', 'probabilities', 'sentiment', 'severity', 'language', 'explanation'],
];
