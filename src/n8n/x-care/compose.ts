import { InvalidItem } from '../../domain/field';
import { maskRepeatedData } from '../../domain/personal-data';
import { shortenText } from '../../domain/post-text/shorten';
import { withSignature } from '../../domain/post-text/signature';
import { splitThread } from '../../domain/post-text/thread';
import { pickVariant } from '../../domain/post-text/variants';
import type { OperationCall } from './operation';
import { readText } from './parameters';

/**
 * The wordings for this item, signed; the first is the one it gets, the same at every attempt, and the others are for when
 * that one was used a short time ago.
 *
 * @param key what the choice goes by, e.g. the id of the post answered
 */
export function composeWordings(call: OperationCall, key: string): string[] {
	const signature = readText(call, 'signature');
	return rotate(readVariants(call), key).map((text) => toSigned(text, signature));
}

/**
 * The same as the texts of one post or more each, as *Long Text* says. Everybody can read them, so what they repeat of the
 * phone numbers and the like in the post that came with the item is masked.
 */
export function composePosts(call: OperationCall, key: string): string[][] {
	const signature = readText(call, 'signature');
	const cut = cuts[readText(call, 'longText', 'hold')] ?? cuts.hold;
	const theirs = readTheirWords(call);
	return rotate(readVariants(call), key).map((text) =>
		cut(maskRepeatedData(text, theirs), signature),
	);
}

function readTheirWords({ item }: OperationCall): string {
	const { text } = (item.json.event ?? {}) as { text?: unknown };
	return typeof text === 'string' ? text : '';
}

const cuts: Record<string, (text: string, signature: string) => string[]> = {
	hold: (text, signature) => [toSigned(text, signature)],
	shorten: (text, signature) => [
		shortenText(toSigned(text, signature), { ending: toSigned('…', signature) }),
	],
	split: (text, signature) =>
		splitThread(text, { numbered: true, ...(signature && { signature }) }),
};

const toSigned = (text: string, signature: string) =>
	signature && text ? withSignature(text, signature) : text;

/** The variant that the key picks comes first. Without any there is one empty text: a picture may go alone. */
function rotate(variants: string[], key: string): string[] {
	if (variants.length === 0) return [''];
	const first = variants.indexOf(pickVariant(variants, key));
	return [...variants.slice(first), ...variants.slice(0, first)];
}

function readVariants(call: OperationCall): string[] {
	const { wordings = [] } = call.context.getNodeParameter('otherWordings', call.itemIndex, {}) as {
		wordings?: Array<{ text?: unknown }>;
	};
	const texts = [readText(call, 'text'), ...wordings.map(({ text }) => String(text ?? '').trim())];
	return texts.map((text) => text.replace(invisible, '').trim()).filter((text) => text !== '');
}

/** X refuses texts that hold them. */
const invisible = /[\uFEFF\uFFFE\uFFFF]/g;

/** Throws when there is neither a text nor a file. */
export function assertContent(texts: string[], files: unknown[]): void {
	if (files.length === 0 && texts.every((text) => text === '')) {
		throw new InvalidItem('Text', '', 'a text', 'Enter a text, or add a picture under Media.');
	}
}
