import type { MediaFile, OutgoingAction } from '../../domain/policy/outgoing-action';
import type { Permit } from '../../domain/policy/permit';
import { isId } from '../../domain/post-id';
import { HttpFailure } from '../../http';
import { readX, uploadX } from '../call';
import { toMalformed } from '../failure';
import { pricesUsd } from '../prices';
import type { Sending } from './sending';

/** Characters of base64 per request: 3 MB, below X's 5 MB a segment. */
const segmentCharacters = 4 * 1024 * 1024;
/** X works on a film for a while; after so many looks it is given up. */
const statusLooks = 30;

interface Processing {
	state?: string;
	check_after_secs?: number;
	error?: { message?: string };
}

/** Uploads the files and returns X's media ids, in order. They live for 24 hours. Throws `HttpFailure`. */
export async function uploadMedia(
	sending: Pick<Sending, 'client' | 'sleep' | 'onCharges'> & { permit: Permit<OutgoingAction> },
	files: MediaFile[],
	use: 'tweet' | 'dm',
): Promise<string[]> {
	const ids: string[] = [];
	for (const file of files) ids.push(await uploadFile(sending, file, use));
	return ids;
}

type Uploading = Parameters<typeof uploadMedia>[0];

async function uploadFile(uploading: Uploading, file: MediaFile, use: string): Promise<string> {
	const { client, permit } = uploading;
	const started = await uploadX(client, permit, 'uploadStart', {
		body: {
			media_type: file.mimeType,
			total_bytes: toByteCount(file.base64),
			media_category: `${use}_${toCategory(file)}`,
		},
	});
	const id = (started.body as { data?: { id?: unknown } } | null)?.data?.id;
	if (!isId(id)) throw toMalformed(started.call, started.body);
	for (let start = 0; start < file.base64.length; start += segmentCharacters) {
		await uploadX(client, permit, 'uploadAppend', {
			path: { id },
			body: {
				media: file.base64.slice(start, start + segmentCharacters),
				segment_index: start / segmentCharacters,
			},
		});
	}
	const finished = await uploadX(client, permit, 'uploadFinish', { path: { id }, body: {} });
	await waitForProcessing(uploading, id, file, toProcessing(finished.body));
	if (file.altText) {
		await uploadX(client, permit, 'uploadAltText', {
			body: { id, metadata: { alt_text: { text: file.altText } } },
		});
		uploading.onCharges([{ item: 'mediaMetadata', unitUsd: pricesUsd.mediaMetadata }]);
	}
	return id;
}

async function waitForProcessing(
	{ client, sleep }: Uploading,
	id: string,
	file: MediaFile,
	first: Processing | undefined,
): Promise<void> {
	let processing = first;
	for (let look = 0; processing && processing.state !== 'succeeded'; look++) {
		const name = file.fileName ?? file.mimeType;
		if (processing.state === 'failed') {
			throw new HttpFailure(
				'refused',
				`X could not read ${name}: ${processing.error?.message ?? 'no reason given'}`,
				{
					hint: 'Open the file to see that it is whole, and check its type and size against what X takes.',
				},
			);
		}
		if (look === statusLooks) {
			throw new HttpFailure('temporarily-unavailable', `X is still working on ${name}`, {
				hint: 'Try again later, or use a shorter film.',
			});
		}
		await sleep(Math.min(30, processing.check_after_secs ?? 2) * 1000);
		const query = { command: 'STATUS', media_id: id };
		processing = toProcessing((await readX(client, 'mediaStatus', { query })).body);
	}
}

const toProcessing = (body: unknown): Processing | undefined =>
	(body as { data?: { processing_info?: Processing } } | null)?.data?.processing_info;

function toCategory({ mimeType }: MediaFile): 'gif' | 'video' | 'image' {
	if (mimeType === 'image/gif') return 'gif';
	return mimeType.startsWith('video/') ? 'video' : 'image';
}

function toByteCount(base64: string): number {
	const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
	return (base64.length / 4) * 3 - padding;
}
