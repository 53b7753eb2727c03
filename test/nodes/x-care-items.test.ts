import { makeEvent } from '../support/events';
import { processedData } from '../support/processed-data';
import { type Sandbox, startSandbox } from '../support/sandbox';
import { createXCare, findWrites } from '../support/x-care';

let sandbox: Sandbox;
let run: ReturnType<typeof createXCare>;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	processedData.clear();
	run = createXCare(sandbox);
});

describe('X Care, given an item that is not about a post', () => {
	const events = [
		{ id: '1590000000000000001', kind: 'message', says: 'a private message, not a post' },
		{ id: '1590000000000000001', kind: 'unreadable_message', says: 'Direct Message: Send' },
		{ id: 'follow-2222', kind: 'follow', says: 'about a person (follow)' },
		{ id: 'unfollow-2222', kind: 'unfollow', says: 'about a person (unfollow)' },
		{ id: 'gap-mentions-1-2', kind: 'gap', says: 'a notice (gap)' },
		{ id: 'deleted-1234', kind: 'post_deleted', says: 'a notice (post_deleted)' },
	] as const;

	it.each(
		['reply', 'repost', 'hideReply', 'delete', 'get'].flatMap((operation) =>
			events.map((event) => ({ operation, ...event })),
		),
	)('refuses to $operation for $kind, says why, and writes nothing', async (it) => {
		const item = { json: { event: makeEvent({ id: it.id, kind: it.kind }) as never } };
		const more = it.operation === 'reply' ? { text: 'Sorry!' } : {};
		const postId = { mode: 'id', value: '={{ $json.event?.id }}' };
		const { error } = await run({ operation: it.operation, postId, ...more }, [item]);
		expect(error).toMatchObject({
			message: expect.stringContaining('should be the ID of a post, but it is'),
			description: expect.stringContaining(it.says),
		});
		expect(await findWrites(sandbox)).toEqual([]);
	});

	it('writes no message to a sender whom X did not name', async () => {
		const event = makeEvent({ kind: 'unreadable_message', author: { id: '0' } });
		const userId = { mode: 'id', value: '0' };
		const parameters = { resource: 'directMessage', operation: 'send', userId, text: 'Hello' };
		const { error } = await run(parameters, [{ json: { event: event as never } }]);
		expect(error).toMatchObject({
			message: expect.stringContaining("'User' should be somebody"),
			description: expect.stringContaining('by hand'),
		});
		expect(await findWrites(sandbox)).toEqual([]);
	});
});
