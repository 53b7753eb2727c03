import { InvalidItem } from '../../domain/field';
import type { MediaFile } from '../../domain/policy/outgoing-action';
import type { OperationCall } from './operation';

const maxPictures = 4;
const mimeTypes = /^(image\/(jpeg|png|webp|gif)|video\/mp4)$/;

/** The item's files that the *Media* parameter names, read into memory. Throws `InvalidItem`. */
export async function readMedia(call: OperationCall, most = maxPictures): Promise<MediaFile[]> {
	const { context, itemIndex } = call;
	const { files = [] } = context.getNodeParameter('media', itemIndex, {}) as {
		files?: Array<{ binaryProperty?: string; altText?: string }>;
	};
	const media = await Promise.all(
		files.map(async ({ binaryProperty, altText }) => {
			const name = String(binaryProperty ?? '').trim();
			const binary = call.item.binary?.[name];
			if (!binary) throw new InvalidItem('Input Binary Field', name, 'a file of this item', toFix);
			if (!mimeTypes.test(binary.mimeType)) {
				throw new InvalidItem(name, binary.mimeType, 'a JPEG, PNG, WebP, GIF or MP4 file', toFix);
			}
			const buffer = await context.helpers.getBinaryDataBuffer(itemIndex, name);
			return {
				base64: buffer.toString('base64'),
				mimeType: binary.mimeType,
				...(binary.fileName && { fileName: binary.fileName }),
				...(altText?.trim() && { altText: altText.trim() }),
			};
		}),
	);
	const isAlone = media.some(({ mimeType }) => !/jpeg|png|webp/.test(mimeType));
	if (media.length > most && most === 1) {
		throw new InvalidItem('Media', media.length, 'one file: X takes no more per message', toFix);
	}
	if (media.length > maxPictures || (isAlone && media.length > 1)) {
		throw new InvalidItem(
			'Media',
			media.length,
			'up to 4 pictures, or one GIF, or one film',
			toFix,
		);
	}
	return media;
}

const toFix = "Correct it under 'Media' in the node.";
