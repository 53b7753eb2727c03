import { InvalidItem } from '../../field';
import { postClasses } from '../model';
import type { PostClass } from '../model';

/** A post and what a person says it is. */
export interface Example {
	text: string;
	category: PostClass;
	/** Where it comes from, for messages: `item 3`. */
	where: string;
}

/** The longest post X allows. */
const longestText = 25_000;

/** Reads one example; throws `InvalidItem`. A label may be written in any case, with spaces or hyphens. */
export function readExample(text: unknown, label: unknown, where: string): Example {
	if (typeof text !== 'string' || text.trim() === '' || text.length > longestText) {
		throw new InvalidItem('Text', text, `the words of a post, at most ${longestText} characters`);
	}
	const name =
		typeof label === 'string'
			? label
					.trim()
					.toLowerCase()
					.replace(/[\s_-]+/g, '_')
			: '';
	const category = postClasses.find((it) => it === name);
	if (category === undefined) {
		throw new InvalidItem(
			'Label',
			label,
			`one of ${postClasses.join(', ')}`,
			"Correct the label of this post, leave out posts without one, or point 'Label' to the field that holds it.",
		);
	}
	return { text, category, where };
}
