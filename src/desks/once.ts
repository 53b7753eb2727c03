/** Does it at the first call, and again only when it failed. */
export function once<T>(action: () => Promise<T>): () => Promise<T> {
	let done: Promise<T> | undefined;
	return async () => {
		done ??= action().catch((error: unknown) => {
			done = undefined;
			throw error;
		});
		return await done;
	};
}
