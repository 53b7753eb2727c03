/** One mention the check posts, and what must become of it: stated here, not read off the result. */
export interface CheckPost {
	/** Names the post inside this file. */
	key: string;
	from: string;
	text: string;
	/** Posts of one thread are one case; a post of no thread is a case of its own. `none`: parked, no case. */
	thread: string | 'none';
	/** Posted in this round; a round waits for the one before where a post refers to an earlier one. */
	round: 1 | 2 | 3 | 4;
	inReplyTo?: string;
	editOf?: string;
	quotesUs?: boolean;
	lang?: string;
	media?: Array<{ type: 'photo' | 'video' | 'animated_gif'; url: string; altText?: string }>;
	/** X delivers it a second time. */
	deliveredTwice?: boolean;
}

export const company = 'acmecare';
const us = `@${company}`;

const longText = `${us} I will try to keep this short, but it is a long story. On the 3rd I ordered a washing machine. On the 7th a \
van came with a dishwasher. The driver was kind, took it back and promised the right one for the 9th. On the 9th I took a day off \
and nobody came. On the 10th your hotline told me that the order had been cancelled, by me, which I never did. On the 12th I got a \
bill for the dishwasher, and on the 14th a reminder, with a fee. I have called five times, waited 40 minutes each time and been \
promised a call back three times. Nobody has ever called. I do my washing at my sister's, in another town, with two small children. \
Please: cancel the bill, cancel the fee, and tell me when the machine comes. My order number ends in 0815. Thank you for reading \
all the way down here – this last sentence must be in the case as well.`;

const hostileText = `${us} "it's" not \\working\\ <script>alert('x')</script> <b>bold</b> &amp; &lt;tag&gt; {"json":[1,{"a":null}]} \
={{ $json.event.id }} \${process.env} %0d%0a'; DROP TABLE cases;-- 
Subject: injected
two

blank lines, a tab\tand a NUL-like \u2400. Broken since Monday!`;

/** 25 mentions: 19 conversations with 23 posts that need a case, 2 that nobody has to answer. */
export const checkPosts: CheckPost[] = [
	post(
		'parcel',
		'alice_m',
		1,
		`${us} my parcel was due on Monday. It is Friday and nobody answers my mails.`,
		{
			deliveredTwice: true,
		},
	),
	post('washing machine', 'bob_travels', 1, longText),
	post('family', 'carla_k', 1, `${us} 👩‍👩‍👧‍👦 we love the new family ticket 🎉🏳️‍🌈 thank you so much! 👍🏽`),
	post('question', 'dan_the_van', 1, `${us} do you deliver to Iceland, and what does it cost?`),
	post('invoice', 'alice_m', 1, `${us} my invoice is wrnog, you charged me twice for Octobre.`),
	post('app', 'bob_travels', 1, `${us} the app crashes every time I open my orders. Anyone else?`),
	post(
		'spam',
		'win_a_phone_77',
		1,
		`${us} 🚀 FREE CRYPTO AIRDROP!!! Claim 5000 USDT now 👉 https://airdrop.example/claim follow us and DM to win 🎁 #giveaway #crypto #airdrop`,
		{
			thread: 'none',
		},
	),
	post(
		'arabic',
		'mona_ar',
		2,
		`${us} لم أستلم طلبي منذ أسبوعين ولا أحد يرد على رسائلي. أين طلبي؟`,
		{
			lang: 'ar',
		},
	),
	post('hebrew', 'carla_k', 2, `שלום ${us}, החשבונית שלי שגויה כבר חודש שני ברציפות. מה עושים?`, {
		lang: 'iw',
	}),
	post('japanese', 'kenji_t', 2, `${us} 注文した商品がまだ届きません。いつ届きますか？`, {
		lang: 'ja',
	}),
	post(
		'german',
		'dan_the_van',
		2,
		`${us} seit drei Tagen kein Internet, und die Hotline legt einfach auf. Unverschämt!`,
		{
			lang: 'de',
		},
	),
	post('app too', 'nora_reports', 2, 'same here since the update, on an old phone.', {
		thread: 'app',
		inReplyTo: 'app',
		deliveredTwice: true,
	}),
	post('hostile', 'dan_the_van', 2, hostileText),
	post(
		'spam job',
		'win_a_phone_77',
		2,
		`${us} Earn $500 a day working from home 💰💰 100% guaranteed profit, join my Telegram now https://jobs.example/join #forex #bitcoin`,
		{
			thread: 'none',
		},
	),
	post('picture', 'kenji_t', 3, us, {
		media: [{ type: 'photo', url: 'https://pbs.example/box.jpg', altText: 'A crushed box' }],
	}),
	post(
		'quote',
		'nora_reports',
		3,
		`So much for this promise, ${us}. Two weeks without an answer.`,
		{
			quotesUs: true,
		},
	),
	post(
		'praise',
		'alice_m',
		3,
		`${us} thank you, the lady on the phone was brilliant, solved in two minutes.`,
	),
	post('comment', 'bob_travels', 3, `Saw the new shop of ${us} at the station today.`),
	post('app when', 'bob_travels', 3, 'good to know it is not just me. When will this be fixed?', {
		thread: 'app',
		inReplyTo: 'app too',
	}),
	post(
		'angry',
		'carla_k',
		3,
		`${us} THIS IS THE THIRD TIME MY ORDER IS LATE. I WANT MY MONEY BACK!!!`,
	),
	post(
		'invoice edited',
		'alice_m',
		4,
		`${us} my invoice is wrong, you charged me twice for October.`,
		{
			thread: 'invoice',
			editOf: 'invoice',
		},
	),
	post('parcel again', 'alice_m', 4, 'still nothing. Day six now.', {
		thread: 'parcel',
		inReplyTo: 'parcel',
	}),
	post('unclear', 'kenji_t', 4, `${us} hm.`),
	post(
		'private',
		'carla_k',
		4,
		`${us} please write to carla@customer.example about contract 88-12, I cannot log in.`,
	),
	post('inside', 'dan_the_van', 4, `Who do I ask about a refund, is that ${us}?`, {
		deliveredTwice: true,
	}),
];

/** What the desk must hold in the end. One comment is one entry in a case, its first words included. */
export function toExpectation(posts: CheckPost[]): { cases: number; comments: number } {
	const wanted = posts.filter(({ thread }) => thread !== 'none');
	return { cases: new Set(wanted.map(({ thread }) => thread)).size, comments: wanted.length };
}

function post(
	key: string,
	from: string,
	round: CheckPost['round'],
	text: string,
	more: Partial<CheckPost> = {},
): CheckPost {
	return { key, from, round, text, thread: key, ...more };
}
