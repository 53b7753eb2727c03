import { InvalidItem } from '../../domain/field';
import { shortenText } from '../../domain/post-text/shorten';
import { withSignature } from '../../domain/post-text/signature';
import { splitThread } from '../../domain/post-text/thread';
import { pickVariant } from '../../domain/post-text/variants';
import type { OperationCall } from './operation';
import { readText } from './parameters';

/**
 * The wording for this item: one of those given, the same at every attempt, signed.
 *
 * @param key what the choice goes by, e.g. the id of the post answered
 */
export function composeText(call: OperationCall, key: string): string {
	const variants = readVariants(call);
	const signature = readText(call, 'signature');
	const text = variants.length > 0 ? pickVariant(variants, key) : '';
	return signature && text ? withSignature(text, signature) : text;
}

/** The wording as the texts of one post or more, as *Long Text* says. */
export function composeTexts(call: OperationCall, key: string): string[] {
	const variants = readVariants(call);
	const text = variants.length > 0 ? pickVariant(variants, key) : '';
	const signature = readText(call, 'signature') || undefined;
	const longText = readText(call, 'longText', 'hold');
	if (longText === 'split') return splitThread(text, { numbered: true, signature });
	if (longText === 'shorten') {
		const ending = signature ? withSignature('…', signature) : '…';
		const whole = signature ? withSignature(text, signature) : text;
		const cut = shortenText(whole, { ending });
		return [cut];
	}
	return [signature && text ? withSignature(text, signature) : text];
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
