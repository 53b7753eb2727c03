import { uploadMedia } from '../../src/x/outgoing/upload-media';
import type { MediaFile, PublishAction } from '../../src/domain/policy/outgoing-action';
import type { UploadName } from '../../src/x/endpoints';
import type { XClient } from '../../src/x/client';
import type { Sandbox } from '../support/sandbox';
import { MP4, PNG } from '../sandbox/picture';
import { callX } from '../sandbox/x-call';
import { toSending } from './sending';
import type { Walk } from './walk';

export const picture: MediaFile = {
	base64: PNG.toString('base64'),
	mimeType: 'image/png',
	fileName: 'parcel.png',
	altText: 'a red dot',
};
export const film: MediaFile = {
	base64: MP4.toString('base64'),
	mimeType: 'video/mp4',
	fileName: 'parcel.mp4',
};

async function upload(client: XClient, file: MediaFile) {
	const action: PublishAction = { kind: 'publish', texts: [''], media: [file] };
	const { sending, kept } = toSending(client, action);
	return { mediaIds: await uploadMedia(sending, [file], 'tweet'), charges: kept.charges };
}

const mediaIds = [expect.stringMatching(/^\d+$/) as unknown];
const nothingDone = [{ data: [] }, { data: 'done' }];
const nobodys = [...nothingDone, { data: {} }, { data: { id: 12 } }];

/** What is uploaded can be seen where a post carries it. */
async function lookAtPost(sandbox: Sandbox, answer: unknown): Promise<unknown> {
	const { mediaIds: media_ids } = answer as { mediaIds: string[] };
	await callX(sandbox, '/2/tweets', { method: 'POST', body: { media: { media_ids } } });
	return (await sandbox.control<unknown[]>('GET', 'timeline'))[0];
}

const byPicture: Pick<Walk, 'call' | 'brings' | 'effect'> = {
	call: async (client) => await upload(client, picture),
	brings: { mediaIds, charges: [{ item: 'mediaMetadata', unitUsd: 0.005 }] },
	effect: { look: lookAtPost, shows: { media: [{ type: 'photo', altText: picture.altText }] } },
};

/** One per request that hands X a file; the function that is there for them makes all of them. */
export const uploadWalks: Record<UploadName | 'mediaStatus', Walk> = {
	uploadStart: {
		...byPicture,
		alongside: ['uploadAppend', 'uploadFinish', 'uploadAltText'],
		malformed: nobodys,
	},
	uploadAppend: {
		...byPicture,
		alongside: ['uploadStart', 'uploadFinish', 'uploadAltText'],
		malformed: nothingDone,
	},
	uploadFinish: {
		...byPicture,
		alongside: ['uploadStart', 'uploadAppend', 'uploadAltText'],
		malformed: [...nobodys, { data: { id: '12' } }],
	},
	uploadAltText: {
		...byPicture,
		alongside: ['uploadStart', 'uploadAppend', 'uploadFinish'],
		malformed: nothingDone,
	},
	mediaStatus: {
		call: async (client) => await upload(client, film),
		brings: { mediaIds, charges: [] },
		effect: { look: lookAtPost, shows: { media: [{ type: 'video' }] } },
		alongside: ['uploadStart', 'uploadAppend', 'uploadFinish'],
		malformed: [...nobodys, { data: { id: '12', processing_info: { state: 'succeeded' } } }],
	},
};
