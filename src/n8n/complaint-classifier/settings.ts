import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidItem } from '../../domain/field';
import { defaultUnsureBelow } from '../../domain/triage/classify';
import type { TriageModel } from '../../domain/triage/model';
import { createOwnModelReader } from './own-model';
import { isObject, readList, readNumber, readOneOf, readText } from '../setting';
import { readTopics } from './topic-settings';
import type { TopicSetting } from './topic-settings';

/** What ops staff set for classifying one item. */
export interface ClassifySettings {
	/** A probability from 0 to 1, or the share of posts (0 to 0.6) that may go to a person. */
	unsure: { below: number } | { share: number };
	whenUnsure: 'unsure' | 'bestClass';
	/** BCP 47; undefined: as X or the text says. */
	language?: string;
	/** Undefined: as each event says. */
	isAddressed?: boolean;
	notForUsWords: string[];
	urgentWords: string[];
	names: { vip: string[]; competitor: string[]; product: string[] };
	topics: TopicSetting[];
	/** A model made by Train on Your Posts; undefined: the built-in one judges. */
	ownModel?: TriageModel;
}

/** Reads the settings of one item after the other; what takes long is read once as long as it stays the same. */
export function createSettingsReader(
	context: IExecuteFunctions,
): (itemIndex: number) => ClassifySettings {
	const toOwnModel = createOwnModelReader();
	return (itemIndex) => {
		const get = (name: string, fallback: unknown) =>
			context.getNodeParameter(name, itemIndex, fallback) as unknown;
		const options = get('options', {});
		if (!isObject(options)) throw new InvalidItem('Options', options, 'an object', inNode);
		const language = readText('Language', options.language);
		const ownModel = toOwnModel(options.ownModel);
		return {
			unsure: readUnsure(get),
			whenUnsure: readOneOf('When Unsure', get('whenUnsure', 'unsure'), ['unsure', 'bestClass']),
			...(language !== '' && { language }),
			...readIsAddressed(options.isAddressed),
			notForUsWords: readList('Not for Us Words', options.notForUsWords),
			urgentWords: readList('Urgent Words', options.urgentWords),
			names: {
				vip: readList('VIPs', options.vips),
				competitor: readList('Competitors', options.competitors),
				product: readList('Products', options.products),
			},
			topics: readTopics(options.topics),
			...(ownModel && { ownModel }),
		};
	};
}

const inNode = 'Correct it in the node.';

function readUnsure(get: (name: string, fallback: unknown) => unknown): ClassifySettings['unsure'] {
	const by = readOneOf('Unsure By', get('unsureBy', 'confidence'), ['confidence', 'share']);
	if (by === 'share') {
		return { share: readNumber('Share for a Person', get('unsureShare', 20), 0, 60) / 100 };
	}
	return { below: readNumber('Unsure Below', get('unsureBelow', defaultUnsureBelow), 0, 1) };
}

function readIsAddressed(value: unknown): Pick<ClassifySettings, 'isAddressed'> {
	const posts = readOneOf('Posts Are', value ?? 'auto', ['auto', 'addressed', 'anything']);
	return posts === 'auto' ? {} : { isAddressed: posts === 'addressed' };
}
