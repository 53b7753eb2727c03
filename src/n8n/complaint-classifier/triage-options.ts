import type { INodeExecutionData } from 'n8n-workflow';

import type { TriageOptions } from '../../domain/triage/classify';
import { prepareNames } from '../../domain/triage/names';
import { prepareTopics } from '../../domain/triage/topics';
import { findAuthor } from './posts';
import type { ClassifySettings } from './settings';

/** Turns settings into what classifying takes; lists that stay the same from item to item are prepared once. */
export function createOptionsReader(
	asksModel: boolean,
): (settings: ClassifySettings, item: INodeExecutionData) => TriageOptions {
	const toTopics = whenChanged((topics: ClassifySettings['topics']) =>
		topics.length > 0 ? prepareTopics(topics) : undefined,
	);
	const toNames = whenChanged(({ vip, competitor, product }: ClassifySettings['names']) =>
		vip.length + competitor.length + product.length > 0
			? prepareNames({ vips: vip, competitors: competitor, products: product })
			: undefined,
	);
	return (settings, item) => {
		const { unsure, whenUnsure, isAddressed, notForUsWords, urgentWords } = settings;
		const topics = toTopics(settings.topics);
		const names = toNames(settings.names);
		return {
			unsure,
			// A language model is asked about unsure posts only, so they must still be told apart.
			whenUnsure: asksModel ? 'unsure' : whenUnsure,
			...(isAddressed !== undefined && { isAddressed }),
			...(topics && { topics }),
			...(names && { names }),
			notForUsWords,
			urgentWords,
			author: findAuthor(item),
		};
	};
}

/** Does the work again only when the input is another one, by its content. */
function whenChanged<Input, Output>(work: (input: Input) => Output): (input: Input) => Output {
	let last: { key: string; output: Output } | undefined;
	return (input) => {
		const key = JSON.stringify(input);
		if (last?.key !== key) last = { key, output: work(input) };
		return last.output;
	};
}
