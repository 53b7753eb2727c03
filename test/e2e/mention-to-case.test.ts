/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { runDemo } from '../support/demo';

interface Result {
	ok: boolean;
	desk: string;
	expected: { cases: number; comments: number };
	found: { cases: number; comments: number };
	lost: number;
	doubled: number;
	garbled: number;
	kills: number;
	ledger: { open: number; forgotten: number };
	mails: { expected: number; found: number; lost: number };
	problems: string[];
}

describe('25 mentions of all kinds, while n8n is killed four times at its work', () => {
	let result: Result;
	let exitCode: number | null;

	beforeAll(async () => {
		const run = await runDemo(['--check', '--kill']);
		if (!run.result) throw new Error(`The check printed no result:\n${run.said}`);
		result = run.result as Result;
		exitCode = run.exitCode;
	}, 900_000);

	it('end as exactly one entry in exactly one case each, word for word', () => {
		expect(result.problems).toEqual([]);
		expect(result.found).toEqual(result.expected);
		expect(result).toMatchObject({ kills: 4, lost: 0, doubled: 0, garbled: 0 });
	});

	it('are all in the history, and none is left open for nobody to see', () => {
		expect(result.ledger).toEqual({ open: 0, forgotten: 0 });
	});

	it('all reach the officials by mail, if need be twice: whether a mail had left when the power went, nobody knows', () => {
		expect(result.mails.lost).toBe(0);
	});

	it('make the check succeed, so that an admin can trust its exit code', () => {
		expect({ ok: result.ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
	});

	if (process.env.X_CARE_REQUIRE_RT === '1') {
		it('are counted by a real Request Tracker, since this run asks for one', () => {
			expect(result.desk).toBe('request-tracker');
		});
	}
});
