import type { Sandbox } from '../../test/support/sandbox.ts';
import { startSandbox } from './common-js.mts';
import type { Arrival } from './traffic.mts';

/** The company's account on a sandbox of its own: what happens on X happens there too. */
export interface XAccount {
	sandbox: Sandbox;
	addPeople(handles: string[]): Promise<void>;
	/** Moves the sandbox's clock there (milliseconds since 1970). */
	advanceTo(ms: number): Promise<void>;
	/** Lets these arrive, oldest first; all of them lie in the past. */
	deliver(arrivals: Arrival[]): Promise<void>;
	/** As if the company had answered them five minutes later, before anybody looked. */
	settle(arrivals: Arrival[]): Promise<void>;
	/** The id here of what has arrived. */
	idOf(arrival: Arrival): string;
	/** What the company has to say to that post; undefined: nothing, or it has been said. */
	findAnswer(postId: string): string | undefined;
}

export async function openXAccount(): Promise<XAccount> {
	const sandbox = await startSandbox();
	const ids = new Map<Arrival, string>();
	const answers = new Map<string, string>();
	let newestOwnPost: string | undefined;

	function toDraft({ atMs, from, text, toOwnPost }: Arrival): object {
		const createdAt = new Date(atMs).toISOString();
		const reference = { reply: { inReplyTo: newestOwnPost }, quote: { quote: newestOwnPost } };
		return { from, text, createdAt, ...(toOwnPost && reference[toOwnPost]) };
	}

	async function add(path: 'posts' | 'messages', arrivals: Arrival[]): Promise<void> {
		if (arrivals.length === 0) return;
		const drafts = arrivals.map(toDraft);
		const made = await sandbox.control<Array<{ id: string }>>('POST', path, drafts);
		for (const [index, { id }] of made.entries()) {
			const arrival = arrivals[index];
			ids.set(arrival, id);
			if (arrival.answer !== undefined) answers.set(id, arrival.answer);
			if (arrival.kind === 'own post') newestOwnPost = id;
		}
	}

	function idOf(arrival: Arrival): string {
		const id = ids.get(arrival);
		if (id === undefined) throw new Error(`"${arrival.text}" has not arrived`);
		return id;
	}

	return {
		sandbox,
		idOf,
		findAnswer: (postId) => answers.get(postId),
		async addPeople(handles) {
			const people = handles.map((handle) => ({ handle }));
			await sandbox.control('POST', 'users', people);
		},
		async advanceTo(ms) {
			await sandbox.control('POST', 'clock', { now: new Date(ms).toISOString() });
		},
		async deliver(arrivals) {
			await add('messages', arrivals.filter(isMessage));
			// What refers to a post of our own refers to the one before it.
			let waiting: Arrival[] = [];
			for (const arrival of arrivals) {
				if (isMessage(arrival)) continue;
				if (arrival.kind === 'own post') {
					await add('posts', waiting);
					await add('posts', [arrival]);
					waiting = [];
				} else waiting.push(arrival);
			}
			await add('posts', waiting);
		},
		async settle(arrivals) {
			const drafts = arrivals.flatMap((arrival) =>
				arrival.answer === undefined
					? []
					: {
							from: 'acmecare',
							text: arrival.answer,
							inReplyTo: idOf(arrival),
							createdAt: new Date(arrival.atMs + 300_000).toISOString(),
						},
			);
			await sandbox.control('POST', 'posts', drafts);
			for (const { inReplyTo } of drafts) answers.delete(inReplyTo);
		},
	};
}

const isMessage = ({ kind }: Arrival) => kind === 'message';
