import fc from 'fast-check';

import type { ActResult } from '../../../src/x/outgoing/act-once';
import { type Sandbox, startSandbox } from '../../support/sandbox';
import { account } from '../walk';
import { lookAtX, type Part, partNames } from './cast';
import { hour, minute, openStory, type Story } from './story';
import { type Trouble, troubles } from './unreliable-x';

type Step =
	| { does: 'attempt'; part: number; trouble?: Trouble; isSlow: boolean; isDryRun: boolean }
	| { does: 'two at once'; part: number }
	| { does: 'answer by hand'; part: number }
	| { does: 'wait'; hours: number };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
}, 30_000);
afterAll(async () => await sandbox.stop());

async function expectNothingTwice({ parts }: Story): Promise<void> {
	const x = await lookAtX(sandbox);
	for (const text of parts.flatMap(({ texts }) => texts)) {
		expect({ text, isThereTwice: x.count(text) > 1 }).toEqual({ text, isThereTwice: false });
	}
}

/** What the result says is so. */
async function expectTruth(part: Part, result: ActResult, writes: number): Promise<void> {
	const { outcome, judgement, ids } = result;
	const x = await lookAtX(sandbox);
	const isThere = part.texts.every((text) => x.count(text) === 1) || x.isAnsweredByHand(part);
	if (outcome === 'sent' || outcome === 'already sent') {
		expect({ outcome, isThere, hasIds: ids.length > 0 || outcome === 'already sent' }).toEqual({
			outcome,
			isThere: true,
			hasIds: true,
		});
	}
	if (outcome === 'would have') expect(writes).toBe(0);
	if (judgement.verdict !== 'allowed' && judgement.rule !== 'refused by X') {
		expect({ rule: judgement.rule, writes }).toEqual({ rule: judgement.rule, writes: 0 });
	}
}

async function play(story: Story, steps: Step[]): Promise<void> {
	const { parts, attempt, wait } = story;
	for (const step of steps) {
		await wait(step.does === 'wait' ? step.hours * hour : 16 * minute);
		if (step.does === 'wait') continue;
		const part = parts[step.part % parts.length];
		if (step.does === 'answer by hand') {
			if (!part.answered) continue;
			const text = `I see to it myself, ${story.nowMs()}`;
			await sandbox.post({ from: account.handle, text, inReplyTo: part.answered });
		} else if (step.does === 'two at once') {
			// X refuses the same post twice, but not the same message.
			if (part.action.kind === 'sendMessage') continue;
			await Promise.all([attempt(part), attempt(part)]);
		} else {
			const { result, writes } = await attempt(part, step);
			if (result) await expectTruth(part, result, writes);
		}
		await expectNothingTwice(story);
	}
}

const trouble: fc.Arbitrary<Trouble> = fc.record({
	what: fc.constantFrom(...troubles),
	at: fc.nat(8),
	times: fc.integer({ min: 1, max: 3 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			does: fc.constant('attempt' as const),
			part: fc.nat(2),
			trouble: fc.option(trouble, { nil: undefined, freq: 4 }),
			isSlow: fc.boolean(),
			isDryRun: fc.integer({ min: 0, max: 9 }).map((it) => it === 0),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ does: fc.constant('two at once' as const), part: fc.nat(2) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ does: fc.constant('answer by hand' as const), part: fc.nat(2) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			does: fc.constant('wait' as const),
			hours: fc.integer({ min: 1, max: 5 }),
		}),
	},
);

describe('Doing it once', () => {
	it('does nothing twice, loses nothing, and keeps to the limit, whatever breaks and however often it is run', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.constantFrom(...partNames), { minLength: 1, maxLength: 3 }),
				fc.array(step, { minLength: 1, maxLength: 8 }),
				fc.integer({ min: 1, max: 6 }),
				async (names, steps, dailyLimit) => {
					const story = await openStory(sandbox, names, dailyLimit);
					await play(story, steps);
					for (const count of story.acted.values()) expect(count).toBeLessThanOrEqual(dailyLimit);

					// In the end X works, and the workflow is run again.
					for (let run = 0; run < 2; run++) {
						for (const part of story.parts) {
							await story.wait(16 * minute);
							const { failure } = await story.attempt(part, { limit: 1000 });
							expect(failure).toBeUndefined();
						}
					}
					await expectNothingTwice(story);
					const x = await lookAtX(sandbox);
					for (const part of story.parts) {
						const isThere = part.texts.every((text) => x.count(text) === 1);
						const { key } = part;
						expect({ key, isDone: isThere || x.isAnsweredByHand(part) }).toEqual({
							key,
							isDone: true,
						});
					}
				},
			),
			{ numRuns: 60 },
		);
	});
});
