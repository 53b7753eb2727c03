import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import type { XUser } from '../../domain/user';
import { listMentions } from '../../x/mention-list';
import type { XClient } from '../../x/client';
import { fetchFollowers } from '../../x/follows';
import { fetchOwnPosts } from '../../x/own-posts';
import { fetchMe } from '../../x/users';
import { toNodeError } from '../node-errors';
import { type Authentication, openX } from '../open-x';

/** What a list in the editor shows: each entry is a read that X charges for, so it is kept short. */
const entriesShown = 20;

type Result = INodeListSearchResult['results'][number];

/** The newest posts that mention the account. */
export const findMentions = async (
	context: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> =>
	await find(context, filter, async (client, account) => {
		const receivedAt = new Date().toISOString();
		const { posts } = await listMentions(client, { account, receivedAt, limit: entriesShown });
		return posts.map(({ id, text, permalink }) => toPost(id, text, permalink));
	});

/** The newest posts of the account itself. */
export const findOwnPosts = async (
	context: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> =>
	await find(context, filter, async (client, account) => {
		const { posts } = await fetchOwnPosts(client, account, { limit: entriesShown });
		return posts.map(({ id, text }) => toPost(id, text, `https://x.com/i/status/${id}`));
	});

/** Who followed the account last. */
export const findFollowers = async (
	context: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> =>
	await find(context, filter, async (client, account) => {
		const { users } = await fetchFollowers(client, account.id, { account, limit: entriesShown });
		return users.map(({ id, handle, name }) => ({
			name: `${name} (@${handle})`,
			value: id,
			url: `https://x.com/${handle}`,
		}));
	});

async function find(
	context: ILoadOptionsFunctions,
	filter = '',
	list: (client: XClient, account: XUser) => Promise<Result[]>,
): Promise<INodeListSearchResult> {
	try {
		const authentication = context.getNodeParameter('authentication', 'oAuth2') as Authentication;
		const client = await openX(context, authentication);
		const { user } = await fetchMe(client);
		const wanted = filter.toLowerCase();
		const results = await list(client, user);
		return { results: results.filter(({ name }) => name.toLowerCase().includes(wanted)) };
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

function toPost(id: string, text: string, url: string): Result {
	const line = text.replace(/\s+/g, ' ').trim();
	return { name: line.length > 80 ? `${line.slice(0, 79)}…` : line || id, value: id, url };
}
