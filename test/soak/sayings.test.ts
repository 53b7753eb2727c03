import { createChance } from '../../soak/chance';
import { complaints, keyPattern, planSayings, type Saying, sayingKinds } from '../../soak/sayings';
import { classify } from '../../src/domain/triage/classify';

const plan = (seed: string, minutes = 20) =>
	planSayings(createChance(seed), { minutes, perMinute: 60, kinds: sayingKinds, people: 30 });

describe('what the customers of a soak say', () => {
	it('is the same again for the same seed, so that a loss can be looked for twice', () => {
		expect(plan('7')).toEqual(plan('7'));
		expect(plan('7')).not.toEqual(plan('8'));
	});

	it('is as much as was asked for, in order of time, of every kind', () => {
		const sayings = plan('1');
		expect(sayings).toHaveLength(1_200);
		expect(sayings.map(({ atMs }) => atMs)).toEqual(
			sayings.map(({ atMs }) => atMs).sort((a, b) => a - b),
		);
		expect(new Set(sayings.map(({ kind }) => kind))).toEqual(new Set(sayingKinds));
	});

	it('can be told apart at the desk: no order number comes twice, and each stands in its text', () => {
		const sayings = plan('2', 60);
		expect(new Set(sayings.map(({ key }) => key)).size).toBe(sayings.length);
		const worded = sayings.filter(({ text }) => text !== '');
		expect(worded.map(({ text }) => keyPattern.exec(text)?.[0])).toEqual(
			worded.map(({ key }) => key),
		);
	});

	it('is answered or edited only after it was said, and stays in its thread', () => {
		const sayings = plan('3');
		const byKey = new Map(sayings.map((saying) => [saying.key, saying]));
		for (const { about, atMs, thread } of sayings) {
			if (about === undefined) continue;
			const earlier = byKey.get(about) as Saying;
			expect(earlier.atMs).toBeLessThanOrEqual(atMs);
			expect(thread).toBe(earlier.thread);
		}
	});

	it('never follows twice as the same person, which would be no news', () => {
		const follows = plan('4', 60).filter(({ kind }) => kind === 'follow');
		expect(new Set(follows.map(({ from }) => from)).size).toBe(follows.length);
	});

	it('never reposts twice as the same person, which X does not take', () => {
		for (const seed of ['4', '5', '6']) {
			const reposts = plan(seed).filter(({ kind }) => kind === 'repost');
			expect(reposts.length).toBeGreaterThan(5);
			expect(new Set(reposts.map(({ from }) => from)).size).toBe(reposts.length);
		}
	});

	it.each(complaints)('needs a case in the eyes of the shipped classifier: %s', (complaint) => {
		const chance = createChance(complaint);
		for (let i = 0; i < 20; i++) {
			const number = [1, 2, 3].map(() => chance.whole(1000, 9999)).join('-');
			for (const opening of ['@acmecare ', 'Acme Care: ', '']) {
				const text = opening + complaint.replace('#', number);
				expect(`${classify({ text }).category} ${text}`).not.toMatch(/^not_for_us/);
			}
		}
	});
});
