/** Random texts of the kind that trips counters: scripts, emoji, links, what stands next to them, what no text should have. */
export interface Draw {
	/** An integer from 0 to below `count`. */
	below(count: number): number;
	one<T>(from: readonly T[]): T;
	text(): string;
	/** Words, links and emoji with blanks in between, as people write in scripts that use them. */
	sentences(words: number): string;
}

/** The same seed draws the same. */
export function createDraw(seed: number): Draw {
	let state = seed >>> 0;
	const below = (count: number) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
	};
	const one = <T>(from: readonly T[]) => from[below(from.length)];
	const many = (count: number, make: () => string) => Array.from({ length: count }, make).join('');
	const sources: Array<() => string> = [
		() => one(words),
		() => one(words),
		() => one(emoji),
		() => one(marks),
		() => one(marks),
		() => one(handles),
		() => toUrl(),
		() => toUrl(),
		() => many(1 + below(4), () => String.fromCodePoint(toPoint())),
	];
	const toPoint = () => {
		const [first, last] = one(blocks);
		return first + below(last - first + 1);
	};
	const toUrl = () =>
		one(['', '', 'http://', 'https://', 'HTTPS://', 'ftp://', '//', 'http:/']) +
		many(below(3), () => one(labels) + one(['.', '.', '.', '..', '_', '-', '。'])) +
		one(labels) +
		'.' +
		one(topLevels) +
		one(['', '', '', ':80', ':', ':port']) +
		one(['', '', '/']) +
		many(below(4), () => one(paths)) +
		one(['', '', '?', '?a=b', '?q=1&x=(y)!', '#top']);
	return {
		below,
		one,
		text: () => many(1 + below(9), () => one(sources)() + one(['', '', ' ', '\n', ' '])),
		sentences: (count) =>
			Array.from({ length: count }, () => one(spaced))
				.map((word) => word + one(['', '', '', '', ',', '.', '!', '?']))
				.join(' '),
	};
}

/** Emoji of all kinds Unicode knew in 2018, whole and in pieces. */
const emoji =
	'👋 😀 ☺ ☺️ ☺︎ © ©️ ® ®️ ©︎ ™ ‼️ 🈚️ ⌚️ ⌚︎ 1️⃣ 1⃣ #️⃣ *⃣ 9️ 👨‍👩‍👧‍👦 👩‍❤️‍💋‍👨 👩‍🚀 👩🏽‍🚀 👍🏿 ✌️🏻 ✌🏻 🏋️‍♀️ 🏋🏾‍♂️ 🕴️‍♂️ 🕴🏻‍♀️ 🏴‍☠️ 🏴‍☠ 🏳️‍🌈 🏳‍🌈 👁‍🗨 👁️‍🗨️ 🇩🇪 🇩🇪🇫🇷 🇩 🇦🇦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏻 👩‍ ❤ ❤️ ♂️ ⛷🏽 ⛹️🏻 🤷‍♀️ 🤷🏼 🦸‍♂️'.split(
		' ',
	);

const words =
	'hello Care thanks café café Straße naïve Привет мир Ελλάδα ιώτα שלום مرحبا بالعالم ไทยแลนด์ สวัสดี 日本語 ありがとう 中国 한국어 नमस्ते தமிழ் ﬁne ǅ ŉ İ ſ K x1 a_b e-mail 3.14 v2.0 e.g. node.js readme.md 12:30 RT'.split(
		' ',
	);

/** What stands between blanks in scripts that use them. */
const spaced =
	'hello Care we are sorry that your parcel has not arrived thanks Straße naïve cafe\u0301 Привет мир Ελλάδα שלום مرحبا 한국어 नमस्ते தமிழ் e-mail 3.14 node.js 24/7 (12:30) @care @care_team #help #日本 $ACME joe@mail.com 👩🏽‍🚀 👍🏿 🇩🇪 example.com https://example.com/a/very/long/path?with=a&query=and-more http://example.org/a_(b) https://t.co/AbC123'.split(
		' ',
	);

const handles =
	'@care @care_team ＠care #help ＃help #日本 $ACME $ACME. $acme.us joe@mail.com j.doe@mail.co.uk @user.com #tag.com $x.com .@care'.split(
		' ',
	);

const marks =
	'. , ! ? ... … 。 、 ， ： ( ) （ ） [ ] { } < > « » “ ” " \' ` ~ ^ * + = | / \\ & % $ # @ - – — _ ; : ·'.split(
		' ',
	);

const labels = [
	...'a x example my-site my_site -x x- _x x_ www t 1 0x mañana bücher 日本 ありがとうございます мир ไทย مثال xn--bcher-kva xn--日本 co com 😀 \u200d é ï ι'.split(
		' ',
	),
	// Around the longest label there may be.
	'x'.repeat(58),
	'い'.repeat(50),
	'ご注文の商品のお問い合わせはこちらのページ',
	'ご注文の商品についてのお問い合わせはこちらのページからお願いします',
];

const topLevels =
	'com com com co co.uk de io org net museum COM Com comm c om x js рф 中国 中國 한국 コム みんな భారత్ भारतम् भारत السعودية vermögensberatung xn--p1ai xn--a-b xn-- onion test 日本 com中 comは com_ com- com+ com@ com1 de日 ไทยแล'.split(
		' ',
	);

const paths =
	'a /b /a.b /a_b (x) (x(y)z) (( )) () /@user/ @ /é /привет /日本 ! . , : ; - ~ % %20 & = # /# \' * $ | – — [x] "'.split(
		' ',
	);

const blocks: Array<[first: number, last: number]> = [
	[0x00, 0x7f],
	[0x80, 0x24f],
	[0x250, 0x36f],
	[0x370, 0x10ff],
	[0x1100, 0x11ff],
	[0x1e00, 0x1fff],
	[0x2000, 0x206f],
	[0x20a0, 0x2bff],
	[0x3000, 0x30ff],
	[0x4e00, 0x4e80],
	[0xac00, 0xac80],
	[0xd800, 0xdfff],
	[0xe000, 0xe600],
	[0xf900, 0xffff],
	[0x1d100, 0x1d1ff],
	[0x2f800, 0x2f81f],
	[0x20000, 0x20040],
	[0x10fff0, 0x10ffff],
];
