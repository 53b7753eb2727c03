import { createRequire } from 'node:module';

const { twitterApiRequestAllItems } = createRequire(import.meta.url)(
	'n8n-nodes-base/dist/nodes/Twitter/V2/GenericFunctions.js',
) as {
	twitterApiRequestAllItems: (
		this: object,
		property: string,
		method: string,
		path: string,
		body: object,
		query: Record<string, string | number>,
	) => Promise<unknown[]>;
};

interface CallOptions {
	method: string;
	url: string;
	qs: Record<string, string | number | undefined>;
}

/** What the search of n8n's built-in X node with *Return All* needs: its own paging, with the sandbox for X. */
export async function countBuiltInCalls(
	sandboxUrl: string,
	query: string,
	sinceId: string,
): Promise<{ posts: number; calls: number }> {
	let calls = 0;
	const requestOAuth2 = async (_: string, { method, url, qs }: CallOptions) => {
		calls += 1;
		const target = new URL(url.replace('https://api.x.com', sandboxUrl));
		for (const [name, value] of Object.entries(qs)) {
			if (value !== undefined) target.searchParams.set(name, String(value));
		}
		const answer = await fetch(target, {
			method,
			headers: { authorization: 'Bearer sandbox-user-token' },
		});
		if (!answer.ok) throw new Error(`${target.pathname}: ${answer.status} ${await answer.text()}`);
		return await answer.json();
	};
	const posts = await twitterApiRequestAllItems.call(
		{ helpers: { requestOAuth2 } },
		...(['data', 'GET', '/tweets/search/recent', {}] as const),
		{ query, since_id: sinceId },
	);
	return { posts: posts.length, calls };
}
