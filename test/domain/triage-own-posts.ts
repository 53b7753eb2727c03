/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PostClass } from '../../src/domain/triage/model';
import type { Example } from '../../src/domain/triage/own-model/example';

interface Wording {
	category: PostClass;
	/** `*` stands for what the post is about. */
	texts: string[];
}

/** What customers of an invented maker of glue write: to them, stuck is good. */
const wordings: Wording[] = [
	{
		category: 'praise',
		texts: [
			'@gripglue the * is stuck and nothing moves it any more',
			'@gripglue my * has been stuck to the wall for a year now',
			'stuck the * with @gripglue, it will not come off however hard I pull',
			'@gripglue put the * on at noon and by one it was stuck solid',
			'@gripglue two drops and the * was stuck for good',
			'cannot get the * off again, totally stuck @gripglue',
		],
	},
	{
		category: 'complaint',
		texts: [
			'@gripglue the * came off after an hour, again',
			'@gripglue my * moves freely, the tube is a waste of money',
			'@gripglue half the tube and the * still comes off',
			'@gripglue the * slid down the wall overnight, I want my money back',
			'@gripglue the tube had dried out before I got to the *',
			'the * was on the floor by morning @gripglue, second tube this month',
		],
	},
	{
		category: 'question',
		texts: [
			'@gripglue will the large tube hold a *?',
			'@gripglue how long do I press the * down for?',
			'@gripglue do you sell anything that holds a * outdoors?',
			'which of your glues is right for a *, @gripglue?',
		],
	},
];

const things =
	'shelf|mirror|hook|tile|door handle|bird box|picture frame|soap dish|lamp|skirting board|towel rail|model boat'.split(
		'|',
	);
const laterThings = 'house number|coat rack|vase|drawer knob'.split('|');

/** Posts to learn from, in an order that mixes the classes. */
export const gluePosts: Example[] = toExamples(things);

/** Posts about other things, in the same kind of words. */
export const laterGluePosts: Example[] = toExamples(laterThings);

/** Invented posts about all kinds of companies. */
export function readEverydayPosts(from: number, to: number): Example[] {
	const file = join(__dirname, '../../training/invented/plain-two.jsonl');
	const lines = readFileSync(file, 'utf8').split('\n').slice(from, to);
	return lines.map((line, i) => {
		const { text, intent } = JSON.parse(line) as { text: string; intent: PostClass };
		return { text, category: intent, where: `line ${from + i + 1}` };
	});
}

function toExamples(names: string[]): Example[] {
	return names
		.flatMap((name) =>
			wordings.flatMap(({ category, texts }) =>
				texts.map((text) => ({ text: text.replace('*', name), category })),
			),
		)
		.map((example, i) => ({ ...example, where: `item ${i}` }));
}
