import { setTimeout as sleep } from 'node:timers/promises';
import { company } from './check-posts.mts';
import type { Sandbox } from './sandbox.mts';

interface Line {
	from: string;
	text: string;
	/** Seconds after the line before. */
	afterSeconds: number;
	/** Names the line, so that a later one can answer it. */
	key?: string;
	inReplyTo?: string;
	media?: Array<{ type: 'photo'; url: string; altText?: string }>;
	lang?: string;
}

const us = `@${company}`;

/** About five minutes in the life of a care account; invented people, invented trouble. */
const lines: Line[] = [
	{
		from: 'alice_m',
		afterSeconds: 2,
		key: 'parcel',
		text: `${us} my parcel was due on Monday. It is Friday and nobody answers my mails.`,
	},
	{
		from: 'dan_the_van',
		afterSeconds: 6,
		text: `${us} do you deliver to Iceland, and what does it cost?`,
	},
	{
		from: 'carla_k',
		afterSeconds: 8,
		text: `${us} 👩‍👩‍👧‍👦 we love the new family ticket 🎉 thank you so much! 👍🏽`,
	},
	{
		from: 'bob_travels',
		afterSeconds: 9,
		key: 'app',
		text: `${us} the app crashes every time I open my orders. Anyone else?`,
	},
	{
		from: 'win_a_phone_77',
		afterSeconds: 5,
		text: `${us} 🚀 FREE CRYPTO AIRDROP!!! Claim 5000 USDT now 👉 https://airdrop.example/claim #giveaway #crypto`,
	},
	{
		from: 'nora_reports',
		afterSeconds: 12,
		key: 'app too',
		inReplyTo: 'app',
		text: 'same here since the update. My readers write to me about it, too.',
	},
	{
		from: 'mona_ar',
		afterSeconds: 10,
		lang: 'ar',
		text: `${us} لم أستلم طلبي منذ أسبوعين ولا أحد يرد على رسائلي. أين طلبي؟`,
	},
	{
		from: 'bob_travels',
		afterSeconds: 15,
		inReplyTo: 'app too',
		text: 'good to know it is not just me. When will this be fixed?',
	},
	{
		from: 'alice_m',
		afterSeconds: 20,
		inReplyTo: 'parcel',
		text: 'still nothing. I would like my money back, please.',
	},
	{
		from: 'kenji_t',
		afterSeconds: 18,
		text: us,
		media: [{ type: 'photo', url: 'https://pbs.example/box.jpg', altText: 'A crushed box' }],
	},
	{
		from: 'dan_the_van',
		afterSeconds: 20,
		lang: 'de',
		text: `${us} seit drei Tagen kein Internet, und die Hotline legt einfach auf. Unverschämt!`,
	},
	{
		from: 'bob_travels',
		afterSeconds: 25,
		text: `Saw the new shop of ${us} at the station today.`,
	},
	{
		from: 'carla_k',
		afterSeconds: 30,
		text: `${us} THIS IS THE THIRD TIME MY ORDER IS LATE. I WANT MY MONEY BACK!!!`,
	},
	{
		from: 'kenji_t',
		afterSeconds: 30,
		lang: 'ja',
		text: `${us} 注文した商品がまだ届きません。いつ届きますか？`,
	},
	{
		from: 'alice_m',
		afterSeconds: 30,
		inReplyTo: 'parcel',
		text: 'it has just arrived. Thank you for looking into it!',
	},
];

/** Lets the customers post, one after the other, until all have spoken or `signal` says stop. */
export async function runCast(
	sandbox: Sandbox,
	{ print, signal }: { print: (line: string) => void; signal: AbortSignal },
): Promise<void> {
	const ids = new Map<string, string>();
	for (const { afterSeconds, key, inReplyTo, ...draft } of lines) {
		const isStopped = await sleep(afterSeconds * 1_000, undefined, { signal }).catch(() => true);
		if (isStopped) return;
		const post = await sandbox.post({ ...draft, inReplyTo: ids.get(inReplyTo ?? '') });
		if (key) ids.set(key, post.id);
		print(`  @${draft.from}: ${draft.text}`);
	}
	print('The cast has gone home. Post something yourself on the sandbox page.');
}
