import { HttpFailure } from '../../src/http';
import { type Page, readPages } from '../../src/x/pages';

interface Thing {
	id: string;
}

const charge = { item: 'postRead', unitUsd: 0.005 };
const things = (...ids: string[]) => ids.map((id) => ({ id }));

/** Pages by their token; the first has none. */
function start(pages: Record<string, Partial<Page<Thing>> | Error>) {
	const asked: Array<string | undefined> = [];
	const fetchPage = async (token: string | undefined): Promise<Page<Thing>> => {
		asked.push(token);
		const page = pages[token ?? ''];
		if (page instanceof Error) throw page;
		return await Promise.resolve({ items: [], charges: [charge], rateLimit: {}, ...page });
	};
	return { fetchPage, asked };
}

const two = {
	'': { items: things('5', '4'), nextToken: 'a' },
	a: { items: things('3') },
};

describe('reading page after page', () => {
	it('brings everything, and says nothing when X has no more', async () => {
		const { fetchPage } = start(two);
		expect(await readPages(fetchPage, {})).toEqual({
			items: things('5', '4', '3'),
			pages: 2,
			charges: [charge, charge],
			rateLimit: {},
		});
	});

	it('leaves out what X delivers twice', async () => {
		const { fetchPage } = start({ ...two, a: { items: things('4', '3') } });
		expect((await readPages(fetchPage, {})).items).toEqual(things('5', '4', '3'));
	});

	it('ends at the limit without another call, and says that there may be more', async () => {
		const { fetchPage, asked } = start(two);
		const read = await readPages(fetchPage, { limit: 2 });
		expect(read).toMatchObject({ items: things('5', '4'), stoppedBy: { reason: 'limit' } });
		expect(asked).toHaveLength(1);
	});

	it('cuts a page that is larger than what is wanted', async () => {
		const { fetchPage } = start({ '': { items: things('5', '4') } });
		const read = await readPages(fetchPage, { limit: 1 });
		expect(read).toMatchObject({ items: things('5'), stoppedBy: { reason: 'limit' } });
	});

	it('has nothing to say about a limit that is just reached', async () => {
		const { fetchPage } = start(two);
		expect((await readPages(fetchPage, { limit: 3 })).stoppedBy).toBeUndefined();
	});

	it.each([0, -1, NaN])('refuses %p as a limit before anything is sent', async (limit) => {
		const { fetchPage, asked } = start(two);
		await expect(readPages(fetchPage, { limit })).rejects.toMatchObject({ kind: 'misconfigured' });
		expect(asked).toEqual([]);
	});

	it('goes on past pages that have become empty', async () => {
		const { fetchPage } = start({ ...two, '': { nextToken: 'b' }, b: { nextToken: 'a' } });
		expect((await readPages(fetchPage, {})).items).toEqual(things('3'));
	});

	it('ends when a token comes again', async () => {
		const { fetchPage } = start({
			'': { items: things('5'), nextToken: 'a' },
			a: { items: things('4'), nextToken: 'b' },
			b: { items: things('3'), nextToken: 'a' },
		});
		const read = await readPages(fetchPage, {});
		expect(read).toMatchObject({ items: things('5', '4', '3'), stoppedBy: { reason: 'circle' } });
	});

	it('ends when ever new tokens bring the same page', async () => {
		let serial = 0;
		const read = await readPages(
			async () =>
				await Promise.resolve({
					items: things('5'),
					nextToken: String(++serial),
					charges: [],
					rateLimit: {},
				}),
			{},
		);
		expect(read).toMatchObject({ pages: 2, stoppedBy: { reason: 'circle' } });
	});

	it('ends at the page cap when ever new tokens bring nothing', async () => {
		let serial = 0;
		const read = await readPages<Thing>(
			async () =>
				await Promise.resolve({
					items: [],
					nextToken: String(++serial),
					charges: [],
					rateLimit: {},
				}),
			{ pageCap: 7 },
		);
		expect(read).toMatchObject({ pages: 7, stoppedBy: { reason: 'page cap' } });
	});

	it('starts no page when X has no calls left, and says when there are some', async () => {
		const { fetchPage, asked } = start({
			...two,
			'': { ...two[''], rateLimit: { remaining: 0, resetsAtMs: 1_800_000 } },
		});
		const read = await readPages(fetchPage, {});
		expect(read.stoppedBy).toMatchObject({ reason: 'rate limit', resumesAtMs: 1_800_000 });
		expect(asked).toHaveLength(1);
	});

	it('starts no page after the deadline', async () => {
		const { fetchPage } = start(two);
		const read = await readPages(fetchPage, { deadline: { atMs: 10, nowMs: () => 10 } });
		expect(read).toMatchObject({ pages: 1, stoppedBy: { reason: 'deadline' } });
	});

	it('starts no page that the budget has no money for, not even the first', async () => {
		const { fetchPage, asked } = start(two);
		const mayGoOn = (most: number) => (spent: unknown[]) =>
			spent.length >= most ? 'The budget of the day is used up.' : undefined;
		expect(await readPages(fetchPage, { mayGoOn: mayGoOn(1) })).toMatchObject({
			pages: 1,
			stoppedBy: { reason: 'budget', message: 'The budget of the day is used up.' },
		});
		expect(await readPages(fetchPage, { mayGoOn: mayGoOn(0) })).toMatchObject({ pages: 0 });
		expect(asked).toHaveLength(1);
	});

	it('keeps what it has when a later page fails, and fails when the first does', async () => {
		const failure = new HttpFailure('temporarily-unavailable', 'X answered 503');
		const later = await readPages(start({ ...two, a: failure }).fetchPage, {});
		expect(later).toMatchObject({
			items: things('5', '4'),
			stoppedBy: { reason: 'failure', message: 'X answered 503', failure },
		});
		await expect(readPages(start({ '': failure }).fetchPage, {})).rejects.toBe(failure);
	});

	it('hides no mistake of our own', async () => {
		const { fetchPage } = start({ ...two, a: new TypeError('oops') });
		await expect(readPages(fetchPage, {})).rejects.toThrow(TypeError);
	});
});
