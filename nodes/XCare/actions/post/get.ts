import type { IDataObject } from 'n8n-workflow';

import type { ReadOperation } from '../../../../src/n8n/x-care/operation';
import { readPostId } from '../../../../src/n8n/x-care/parameters';
import { toListItems } from '../../../../src/n8n/x-care/list-items';
import { toReading } from '../../../../src/n8n/x-care/reading';
import { HttpFailure } from '../../../../src/http';
import { fetchPost } from '../../../../src/x/posts';
import { postLocator } from '../../fields/locators';
import { simplify } from '../../fields/lists';

export const get: ReadOperation = {
	effect: 'read',
	spending: 'mentions and conversations',
	properties: [
		postLocator('Post', 'findMentions', 'Any public post, or one that the account may see'),
		simplify,
	],
	async read(call): Promise<IDataObject[]> {
		const id = readPostId(call);
		const { session } = call;
		const found = await fetchPost(session.client, id, await toReading(call));
		session.purse.pay(found.charges);
		if (found.post) {
			const raw = new Map([[found.post.id, found.raw]]);
			return toListItems(call, 'event', [found.post], raw);
		}
		const { reason = 'not answered', detail = '' } = found.missing ?? {};
		throw new HttpFailure('not-found', `Post ${id} is not there (${reason}): ${detail}`, {
			hint: "Check the post's address; use Get Many to be told about missing posts without an error.",
		});
	},
};
