import type { MediaFile, OutgoingAction } from '../../domain/policy/outgoing-action';
import type { Permit } from '../../domain/policy/permit';
import { isId } from '../../domain/post-id';
import { HttpFailure } from '../../http';
import { type CallAnswer, readX, uploadX } from '../call';
import { isRecord, parseRecord } from '../envelope';
import { toMalformed } from '../failure';
import { pricesUsd } from '../prices';
import type { Sending } from './sending';

/** Characters of base64 per request: 3 MB, below X's 5 MB a segment. */
const segmentCharacters = 4 * 1024 * 1024;
/** X works on a film for a while; after so many looks it is given up. */
const statusLooks = 30;

interface Processing {
	state?: string;
	check_after_secs?: unknown;
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
	const { id } = parseRecord(started);
	if (!isId(id)) throw toMalformed(started.call, started.body);
	for (let start = 0; start < file.base64.length; start += segmentCharacters) {
		const appended = await uploadX(client, permit, 'uploadAppend', {
			path: { id },
			body: {
				media: file.base64.slice(start, start + segmentCharacters),
				segment_index: start / segmentCharacters,
			},
		});
		parseRecord(appended);
	}
	const finished = await uploadX(client, permit, 'uploadFinish', { path: { id }, body: {} });
	await waitForProcessing(uploading, id, file, parseProcessing(finished, id));
	if (file.altText) {
		const described = await uploadX(client, permit, 'uploadAltText', {
			body: { id, metadata: { alt_text: { text: file.altText } } },
		});
		parseRecord(described);
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
		await sleep(toPauseMs(processing));
		const query = { command: 'STATUS', media_id: id };
		processing = parseProcessing(await readX(client, 'mediaStatus', { query }), id);
	}
}

/** How far X is with the file; undefined when it needs no work. */
function parseProcessing(answer: CallAnswer, id: string): Processing | undefined {
	const { id: named, processing_info: processing } = parseRecord(answer);
	if (named !== id) throw toMalformed(answer.call, answer.body);
	return isRecord(processing) ? processing : undefined;
}

/** X says when to look again; what cannot be right is not followed. */
const toPauseMs = ({ check_after_secs: seconds }: Processing) =>
	typeof seconds === 'number' && seconds >= 1 ? Math.min(30, seconds) * 1000 : 2000;

function toCategory({ mimeType }: MediaFile): 'gif' | 'video' | 'image' {
	if (mimeType === 'image/gif') return 'gif';
	return mimeType.startsWith('video/') ? 'video' : 'image';
}

function toByteCount(base64: string): number {
	const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
	return (base64.length / 4) * 3 - padding;
}
