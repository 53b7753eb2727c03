import { type Found, judge, type Said } from '../../soak/truth';

const keys = ['1111-1111-1111', '2222-2222-2222', '3333-3333-3333'];

const said = (at: number, more: Partial<Said> = {}): Said => ({
	key: keys[at],
	atMs: 0,
	saidMs: 0,
	kind: 'mention',
	from: 'soak_1',
	text: `where is order ${keys[at]}?`,
	thread: keys[at],
	answer: 'due',
	id: `90${at}`,
	...more,
});

const entry = (at: number) => `where is order ${keys[at]}?\n\nFrom: somebody`;

const right: Found = {
	cases: [{ id: '1', key: 'x', entries: [entry(0)] }],
	answers: [{ id: '5', inReplyTo: '900' }],
	history: new Map([['900', 1]]),
	open: 0,
};

const find = (posts: Said[], found: Partial<Found>) =>
	judge(posts, { ...right, ...found }).map(({ what, key }) => `${what} ${key ?? '–'}`);

describe('the verdict on a soak', () => {
	it('finds nothing where every post stands in one case and was answered once', () => {
		expect(find([said(0)], {})).toEqual([]);
	});

	it('finds a post that is in no case', () => {
		expect(find([said(0)], { cases: [] })).toEqual([`lost ${keys[0]}`]);
	});

	it('finds a post twice in its case, and a second case for its conversation', () => {
		const twice = [{ id: '1', key: 'x', entries: [entry(0), entry(0)] }];
		expect(find([said(0)], { cases: twice })).toEqual([`doubled entry ${keys[0]}`]);
		const apart = ['1', '2'].map((id) => ({ id, key: 'x', entries: [entry(0)] }));
		expect(find([said(0)], { cases: apart })).toEqual([
			`doubled entry ${keys[0]}`,
			`doubled case ${keys[0]}`,
		]);
	});

	it('finds two conversations in one case, and a case that belongs to nobody', () => {
		const answers = [0, 1].map((at) => ({ id: `5${at}`, inReplyTo: `90${at}` }));
		const mixed = [{ id: '1', key: 'x', entries: [entry(0), entry(1)] }];
		expect(find([said(0), said(1)], { cases: mixed, answers })).toEqual(['lost –']);
		const stranger = [...right.cases, { id: '2', key: 'y', entries: [] }];
		expect(find([said(0)], { cases: stranger })).toEqual(['doubled case –']);
	});

	it('takes a reply in the case of its thread for right, and one in a case of its own for a doubled case', () => {
		const reply = said(1, { kind: 'reply', thread: keys[0], answer: 'none' });
		const together = [{ id: '1', key: 'x', entries: [entry(0), entry(1)] }];
		expect(find([said(0), reply], { cases: together })).toEqual([]);
		const apart = [0, 1].map((at) => ({ id: String(at), key: 'x', entries: [entry(at)] }));
		expect(find([said(0), reply], { cases: apart })).toEqual([`doubled case ${keys[0]}`]);
	});

	it('finds words that were changed on the way, and lets a desk fold lines', () => {
		const cut = [{ id: '1', key: 'x', entries: [`where is ${keys[0]}?`] }];
		expect(find([said(0)], { cases: cut })).toEqual([`garbled ${keys[0]}`]);
		const folded = [{ id: '1', key: 'x', entries: [`> where is\n> order ${keys[0]}?`] }];
		expect(find([said(0)], { cases: folded })).toEqual([]);
	});

	it('finds answers that came twice, never, or where X allows none', () => {
		const twice = ['5', '6'].map((id) => ({ id, inReplyTo: '900' }));
		expect(find([said(0)], { answers: twice })).toEqual([`doubled answer ${keys[0]}`]);
		expect(find([said(0)], { answers: [] })).toEqual([`no answer ${keys[0]}`]);
		expect(find([said(0, { answer: 'none' })], {})).toEqual([`unasked answer ${keys[0]}`]);
	});

	it('lets a version that was edited since be missing, but not be there twice', () => {
		const edited = said(0, { isReplaced: true });
		const edit = said(1, { kind: 'edit', thread: keys[0] });
		const answers = [{ id: '5', inReplyTo: '901' }];
		const once = [{ id: '1', key: 'x', entries: [entry(1)] }];
		expect(find([edited, edit], { cases: once, answers })).toEqual([]);
		const twice = [{ id: '1', key: 'x', entries: [entry(0), entry(0), entry(1)] }];
		expect(find([edited, edit], { cases: twice, answers })).toEqual([`doubled entry ${keys[0]}`]);
	});

	it('looks for follows in the history only', () => {
		const follow = said(2, { kind: 'follow', text: '', id: 'follow-77', answer: 'none' });
		expect(find([said(0), follow], {})).toEqual([`lost ${keys[2]}`]);
		const history = new Map([...right.history, ['follow-77', 1]]);
		expect(find([said(0), follow], { history })).toEqual([]);
	});
});
