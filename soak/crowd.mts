import { setTimeout as sleep } from 'node:timers/promises';
import { company } from '../demo/check-posts.mts';
import type { Sandbox } from '../demo/sandbox.mts';
import type { Chance } from './chance.ts';
import { type Saying, type SayingKind, toHandle } from './sayings.ts';
import type { Said } from './truth.ts';

/** The people who post, write and follow; everything they said, under X's ids. */
export interface Crowd {
	said: Said[];
	/** Says it now; undefined when it is about something that was never said, or X did not deliver it. */
	say(saying: Saying): Promise<Said | undefined>;
	/** Says everything when its time has come, until `signal` ends it; some of it X hands out twice. */
	run(sayings: Saying[], chance: Chance, signal: AbortSignal): Promise<void>;
}

export async function gatherCrowd(
	sandbox: Sandbox,
	{ people, followers }: { people: number; followers: number },
): Promise<Crowd> {
	const handles = Array.from({ length: people + followers }, (_, at) => toHandle(at + 1));
	const users = await sandbox.control<Array<{ id: string; handle: string }>>(
		'POST',
		'users',
		handles.map((handle) => ({ handle, name: `Customer ${handle.slice(5)}` })),
	);
	const userIds = new Map(users.map(({ id, handle }) => [handle, id]));
	const promise = await sandbox.post({ from: company, text: 'We answer within two hours.' });
	const said: Said[] = [];
	const byKey = new Map<string, Said>();
	const doers = toDoers(sandbox, userIds, promise.id);

	return {
		said,
		say,
		async run(sayings, chance, signal) {
			const startedAt = Date.now();
			for (const saying of sayings) {
				const waitMs = startedAt + saying.atMs - Date.now();
				if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined);
				if (signal.aborted) return;
				const one = await say(saying);
				if (one && isMention(one) && chance.is(0.1)) await sandbox.deliverAgain(one.id);
			}
		},
	};

	async function say(saying: Saying): Promise<Said | undefined> {
		const about = saying.about === undefined ? undefined : byKey.get(saying.about);
		if (saying.about !== undefined && !about) return undefined;
		const id = await doers[saying.kind](saying, about);
		if (id === undefined) return undefined;
		if (saying.kind === 'edit' && about) about.isReplaced = true;
		const one: Said = { ...saying, id, saidMs: Date.now() };
		said.push(one);
		byKey.set(saying.key, one);
		return one;
	}
}

type Do = (saying: Saying, about?: Said) => Promise<string | undefined>;

/** How each kind of thing is done on X; returns the id its event will have. */
function toDoers(
	sandbox: Sandbox,
	userIds: ReadonlyMap<string, string>,
	promiseId: string,
): Record<SayingKind, Do> {
	const post: Do = async ({ from, text }) => (await sandbox.post({ from, text })).id;
	return {
		mention: post,
		keyword: post,
		quote: async ({ from, text }) => (await sandbox.post({ from, text, quote: promiseId })).id,
		reply: async ({ from, text }, about) =>
			(await sandbox.post({ from, text, inReplyTo: about?.id })).id,
		edit: async ({ from, text }, about) =>
			(await sandbox.post({ from, text, editOf: about?.id })).id,
		async message({ from, text }) {
			return (await sandbox.control<{ id?: string }>('POST', 'messages', { from, text })).id;
		},
		async follow({ from }) {
			await sandbox.control('POST', 'follows', { from, state: 'follow' });
			return `follow-${userIds.get(from)}`;
		},
		async repost({ from }) {
			const draft = { from, postId: promiseId };
			return (await sandbox.control<{ id: string }>('POST', 'reposts', draft)).id;
		},
	};
}

const isMention = ({ kind }: Said) => ['mention', 'reply', 'quote', 'edit'].includes(kind);
