import { InvalidItem } from '../../domain/field';
import { isObject, readList, readText } from '../setting';

/** One of the user's own topics. */
export interface TopicSetting {
	name: string;
	/** Words and phrases that make a post belong to it. */
	words: string[];
	/** Whole posts that belong to it. */
	examples: string[];
}

/** Reads the topics out of n8n's way to keep a list of groups, `{ topic: [{ name, words, examples }] }`. Throws `InvalidItem`. */
export function readTopics(value: unknown): TopicSetting[] {
	if (value === undefined || value === null || value === '') return [];
	const groups: unknown = isObject(value) ? (value.topic ?? []) : value;
	if (!Array.isArray(groups)) {
		throw new InvalidItem('Topics', value, 'a list of topics, each with a name', inNode);
	}
	const topics = groups.map((group: unknown, at) => readTopic(group, `Topics: Topic ${at + 1}`));
	const names = topics.map(({ name }) => name.toLowerCase());
	const twice = topics.find(({ name }, at) => names.indexOf(name.toLowerCase()) < at);
	if (twice) throw new InvalidItem('Topics: Name', twice.name, 'a name for one topic only', inNode);
	return topics;
}

function readTopic(group: unknown, label: string): TopicSetting {
	if (!isObject(group)) throw new InvalidItem(label, group, 'a topic with a name', inNode);
	const name = readText(`${label}: Name`, group.name);
	if (name === '') throw new InvalidItem(`${label}: Name`, group.name, 'a name', inNode);
	const words = readList(`${label}: Words`, group.words);
	const examples = readList(`${label}: Examples`, group.examples, /\n/);
	if (words.length + examples.length > 0) return { name, words, examples };
	throw new InvalidItem(
		`Topics: ${name}`,
		{ words, examples },
		'a topic with words, or with examples',
		inNode,
	);
}

const inNode = "Correct it under 'Options' in the node.";
