import type { IDataObject } from 'n8n-workflow';

import type { XEvent } from '../../domain/event';
import type { Missing } from '../../x/missing';
import type { PostReading } from '../../x/posts';
import type { OperationCall } from './operation';

/** Posts are read with the eyes of the account: whether they name it, and quote it. Throws `HttpFailure`. */
export async function toReading({ session }: OperationCall): Promise<PostReading> {
	const { id, handle } = await session.account();
	return { account: { id, handle }, receivedAt: new Date().toISOString() };
}

/** One item per post: in the shape of the trigger's items, or X's own object. */
export function toPostItems(
	posts: XEvent[],
	raw: ReadonlyMap<string, unknown>,
	isSimple: boolean,
): IDataObject[] {
	return posts.map((post) =>
		isSimple ? { event: post as unknown as IDataObject } : (raw.get(post.id) as IDataObject),
	);
}

/** One item for each that was asked for and is not there, so that nobody takes silence for "fine". */
export function toMissingItems(missing: Missing[]): IDataObject[] {
	return missing.map((it) => ({ missing: { ...it } }));
}
