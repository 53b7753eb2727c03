import type { PostReading } from '../../x/posts';
import type { OperationCall } from './operation';

/** Posts are read with the eyes of the account: whether they name it, and quote it. Throws `HttpFailure`. */
export async function toReading({ session }: OperationCall): Promise<PostReading> {
	const { id, handle } = await session.account();
	return { account: { id, handle }, receivedAt: new Date().toISOString() };
}
