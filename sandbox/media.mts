import { badParameter, ok, type ApiCall, type Result } from './api-call.mts';
import { isId } from './ids.mts';
import {
	CATEGORIES,
	guessCategory,
	isCategory,
	ONE_SHOT,
	type Category,
} from './media-categories.mts';
import { readFileFacts } from './media-file.mts';
import { sizeOf, type Upload } from './media-store.mts';
import { invalidRequest, type Answer } from './problems.mts';
import { isRecord } from './request-body.mts';
import { readUploadBody, type UploadBody } from './upload-body.mts';

/** Uploads: pictures in one call, everything in pieces, and the words for those who cannot see. */

const DECLARED = ['media_category', 'media_type', 'shared', 'additional_owners'];
const MOST_SEGMENTS = 1000;
const MOST_SEGMENT_BYTES = 5 * 1024 * 1024;
const MOST_ALT_TEXT = 1000;

export function uploadAtOnce(call: ApiCall): Result {
	const body = readUploadBody(call);
	if ('status' in body) return body;
	const { media, fields } = body;
	if (!media || media.length === 0)
		return badField('media', 'must be present and must not be empty');
	if (!ONE_SHOT.includes(fields.media_category as Category)) {
		return badField(
			'media_category',
			`does not have a value in the enumeration ["${ONE_SHOT.join('", "')}"]`,
		);
	}
	const mimeType = fields.media_type ?? readFileFacts(media).mimeType;
	if (mimeType === undefined) return invalidRequest('media type unrecognized.');
	const upload = start(call, { ...fields, media_type: mimeType, total_bytes: media.length });
	if ('status' in upload) return upload;
	call.universe.media.addSegment(upload, 0, media);
	return finish(call, upload);
}

export function startUpload(call: ApiCall): Result {
	const body = readUploadBody(call);
	if ('status' in body) return body;
	const upload = start(call, body.fields);
	if ('status' in upload) return upload;
	const { id, media_key, expires_after_secs } = describe(call, upload);
	return ok({ data: { id, media_key, expires_after_secs } });
}

export function appendToUpload(call: ApiCall): Result {
	const upload = findUpload(call, call.params[0], 'id');
	if ('status' in upload) return upload;
	const body = readUploadBody(call);
	if ('status' in body) return body;
	const { media } = body;
	const index = readSegmentIndex(body);
	if (index === undefined) return badField('segment_index', 'is not a whole number from 0 to 999');
	if (!media || media.length === 0)
		return badField('media', 'must be present and must not be empty');
	if (media.length > MOST_SEGMENT_BYTES) {
		return badField('media', `is larger than ${MOST_SEGMENT_BYTES} bytes`);
	}
	if (upload.finishedAtMs !== undefined) return invalidRequest('The upload is finalized.');
	const size = sizeOf(upload) - (upload.segments.get(index)?.size ?? 0) + media.length;
	if (size > upload.totalBytes) {
		return invalidRequest(
			`Segments exceed provided total file size: ${size} of ${upload.totalBytes} bytes.`,
		);
	}
	call.universe.media.addSegment(upload, index, media);
	return ok({ data: { expires_at: Math.floor(upload.expiresAtMs / 1000) } });
}

/** Needs no body; X was seen to refuse one that is no JSON object. */
export function finishUpload(call: ApiCall): Result {
	const upload = findUpload(call, call.params[0], 'id');
	if ('status' in upload) return upload;
	if (call.raw.bytes.length > 0) {
		const body = readUploadBody(call);
		if ('status' in body) return body;
	}
	return finish(call, upload);
}

export function fetchUpload(call: ApiCall): Result {
	const command = call.query.get('command') ?? 'STATUS';
	if (command !== 'STATUS') return badParameter('command', command, 'is not [STATUS]');
	const upload = findUpload(call, call.query.get('media_id') ?? '', 'media_id');
	if ('status' in upload) return upload;
	if (upload.finishedAtMs === undefined) {
		return badParameter('media_id', upload.id, 'belongs to an upload that is not finalized');
	}
	upload.looks++;
	return ok({ data: describe(call, upload) });
}

/** `POST /2/media/metadata`: of all that X can keep about a file, the sandbox keeps the alternative text. */
export function describeMedia(call: ApiCall): Result {
	const { body } = call;
	if (!isRecord(body)) return invalidRequest('Request body must be a JSON object.');
	const upload = findUpload(call, body.id, 'id');
	if ('status' in upload) return upload;
	const metadata = body.metadata ?? {};
	if (!isRecord(metadata)) return badField('metadata', 'is not an object');
	if (metadata.alt_text === undefined) return ok({ data: { id: upload.id } }, metadataCharge);
	const text = isRecord(metadata.alt_text) ? metadata.alt_text.text : undefined;
	if (typeof text !== 'string' || text === '' || [...text].length > MOST_ALT_TEXT) {
		return badField('metadata.alt_text.text', `is not a text of 1 to ${MOST_ALT_TEXT} characters`);
	}
	upload.altText = text;
	const data = { id: upload.id, associated_metadata: { alt_text: { text } } };
	return ok({ data }, metadataCharge);
}

const metadataCharge = [{ item: 'media metadata' as const }];

function start(call: ApiCall, fields: Record<string, unknown>): Upload | Answer {
	const stray = Object.keys(fields).find((name) => ![...DECLARED, 'total_bytes'].includes(name));
	if (stray !== undefined) {
		return badField(
			stray,
			'is not defined in the schema and the schema does not allow additional properties',
		);
	}
	const { media_type: mimeType } = fields;
	if (typeof mimeType !== 'string') return badField('media_type', 'must be present');
	const category = fields.media_category ?? guessCategory(mimeType);
	if (!isCategory(category)) {
		const known = Object.keys(CATEGORIES).join('", "');
		return badField('media_category', `does not have a value in the enumeration ["${known}"]`);
	}
	const { mimeTypes, mostBytes } = CATEGORIES[category];
	if (!mimeTypes.includes(mimeType)) {
		return badField('media_type', `[${mimeType}] is not allowed for ${category}`);
	}
	const totalBytes = toWhole(fields.total_bytes);
	if (totalBytes === undefined || totalBytes < 1) {
		return badField('total_bytes', 'is not a whole number above 0');
	}
	if (totalBytes > mostBytes) return invalidRequest(`File size exceeds ${mostBytes} bytes.`);
	const owners = [fields.additional_owners ?? []].flat();
	if (!owners.every((id) => typeof id === 'string' && isId(id))) {
		return badField('additional_owners', 'must be a list of user ids');
	}
	const ownerIds = [call.caller.userId!, ...(owners as string[])];
	return call.universe.media.start({
		category,
		mimeType,
		totalBytes,
		ownerIds,
		origin: call.origin,
	});
}

function finish(call: ApiCall, upload: Upload): Result {
	const wrong = call.universe.media.finish(upload);
	return wrong === undefined ? ok({ data: describe(call, upload) }) : invalidRequest(wrong);
}

function describe(call: ApiCall, upload: Upload) {
	const { clock, media } = call.universe;
	const processing = media.processingOf(upload);
	const { width: w, height: h } = upload.facts;
	const isPicture =
		CATEGORIES[upload.category].type === 'photo' && upload.finishedAtMs !== undefined;
	return {
		id: upload.id,
		media_key: upload.key,
		size: sizeOf(upload),
		expires_after_secs: Math.floor((upload.expiresAtMs - clock.now()) / 1000),
		...(isPicture
			? { image: { image_type: upload.mimeType, ...(w === undefined ? {} : { w, h }) } }
			: {}),
		...(processing ? { processing_info: processing } : {}),
	};
}

function findUpload(call: ApiCall, id: unknown, name: string): Upload | Answer {
	const shown = String(id ?? '');
	if (typeof id !== 'string' || !isId(id)) {
		return badParameter(name, shown, 'does not match ^[0-9]{1,19}$');
	}
	const found = call.universe.media.find(id, call.caller.userId!);
	return found ?? badParameter(name, id, 'is not a media id of yours, or it expired');
}

function readSegmentIndex({ fields }: UploadBody): number | undefined {
	const index = toWhole(fields.segment_index);
	return index !== undefined && index < MOST_SEGMENTS ? index : undefined;
}

/** A number, or the digits a form sends in its place. */
const toWhole = (value: unknown): number | undefined =>
	/^\d{1,11}$/.test(String(value)) && (typeof value === 'number' || typeof value === 'string')
		? Number(value)
		: undefined;

const badField = (field: string, why: string): Answer => invalidRequest(`$.${field}: ${why}`);
