import type { MediaFile } from '../../../src/domain/policy/outgoing-action';
import { createXClient, type XClient } from '../../../src/x/client';
import { uploadMedia } from '../../../src/x/outgoing/upload-media';
import { GIF, JPEG, MP4, PNG } from '../../sandbox/picture';
import { createFetchSend } from '../../support/fetch-send';
import { type Sandbox, startSandbox } from '../../support/sandbox';
import { send, toSending } from '../sending';

let sandbox: Sandbox;
let client: XClient;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	await sandbox.control('POST', 'reset', {});
	client = createXClient(toX(), Date.now);
});

const toX = () => createFetchSend(sandbox.url, { authorization: 'Bearer sandbox-user-token' });

const toFile = (bytes: Buffer, mimeType: string, more: Partial<MediaFile> = {}): MediaFile => ({
	base64: bytes.toString('base64'),
	mimeType,
	...more,
});
/** The same picture, with so many bytes behind it that nobody looks at. */
const toPicture = (size: number) => Buffer.concat([PNG], size);

async function upload(files: MediaFile[], use: 'tweet' | 'dm' = 'tweet') {
	const { sending, kept } = toSending(client, {
		kind: 'publish' as const,
		texts: [''],
		media: files,
	});
	return { ids: await uploadMedia(sending, files, use), ...kept };
}

const publish = async (text: string, media: MediaFile[]) =>
	await send(client, { kind: 'publish', texts: [text], media });

interface Logged {
	method: string;
	path: string;
	body?: Record<string, unknown>;
}
const requests = async (path: string) =>
	(await sandbox.control<Logged[]>('GET', 'requests')).filter((it) => it.path.endsWith(path));
const timeline = async () =>
	await sandbox.control<Array<{ media: object[]; text: string }>>('GET', 'timeline');
const handedOut = async (id: string) => {
	const answer = await fetch(`${sandbox.url}/media/${id}`);
	return Buffer.from(await answer.arrayBuffer());
};

/** X, which says this of every film it is asked about. */
const answering = (data: object) =>
	createXClient(async (request) => {
		const answer = await toX()(request);
		if (request.query?.command !== 'STATUS') return answer;
		return { ...answer, body: { data: { id: request.query.media_id, ...data } } };
	}, Date.now);

describe('Uploading', () => {
	it.each([300, 301, 302])('hands X every byte of a file of %d bytes', async (size) => {
		const file = toPicture(size);
		const { ids } = await upload([toFile(file, 'image/png')]);
		expect(await handedOut(ids[0])).toEqual(file);
		expect((await requests('/initialize'))[0].body).toMatchObject({ total_bytes: size });
	});

	it('sends a large file in pieces, none above what X takes at once', async () => {
		const file = toPicture(3 * 1024 * 1024 + 1);
		const { ids } = await upload([toFile(file, 'image/png')]);
		expect((await handedOut(ids[0])).equals(file)).toBe(true);
		const pieces = await requests('/append');
		expect(pieces.map(({ body }) => body?.segment_index)).toEqual([0, 1]);
	});

	it('keeps several pictures in their order, each with its own words', async () => {
		await publish('', [
			toFile(PNG, 'image/png', { altText: 'the box' }),
			toFile(JPEG, 'image/jpeg'),
			toFile(PNG, 'image/png', { altText: 'what was in it' }),
		]);
		const [{ media }] = await timeline();
		expect(media).toMatchObject([{ altText: 'the box' }, {}, { altText: 'what was in it' }]);
		expect(media[1]).not.toHaveProperty('altText');
		expect(await requests('/metadata')).toHaveLength(2);
	});

	it('pays for words, and for nothing else', async () => {
		const { charges } = await upload([
			toFile(PNG, 'image/png', { altText: 'the box' }),
			toFile(JPEG, 'image/jpeg'),
		]);
		expect(charges).toEqual([{ item: 'mediaMetadata', unitUsd: 0.005 }]);
		const { totalUsd } = await sandbox.control<{ totalUsd: number }>('GET', 'ledger');
		expect(totalUsd).toBe(0.005);
	});

	it.each([
		['an animation', GIF, 'image/gif', 'animated_gif'],
		['a film', MP4, 'video/mp4', 'video'],
	])('waits until X has worked through %s, then posts it', async (_, bytes, mimeType, type) => {
		const { pausesMs } = await publish('look', [toFile(bytes, mimeType)]);
		expect((await timeline())[0].media).toMatchObject([{ type }]);
		expect(pausesMs).toEqual([1000, 1000]);
	});

	it('posts nothing when X cannot read the film, and names the file and the reason', async () => {
		const notes = toFile(Buffer.from('my notes'), 'video/mp4', { fileName: 'parcel.mp4' });
		await expect(publish('look', [notes])).rejects.toMatchObject({
			kind: 'refused',
			message: 'X could not read parcel.mp4: Unsupported file format',
			hint: expect.stringContaining('Open the file') as unknown,
		});
		expect(await timeline()).toEqual([]);
	});

	it.each([1_000_000_000, -5, 0, 'soon', null, undefined])(
		'gives up on a film that X works on without end, whatever pause it asks for (%p)',
		async (check_after_secs) => {
			client = answering({ processing_info: { state: 'in_progress', check_after_secs } });
			const { sending, kept } = toSending(client, {
				kind: 'publish' as const,
				texts: ['look'],
				media: [],
			});
			const film = toFile(MP4, 'video/mp4', { fileName: 'parcel.mp4' });
			await expect(uploadMedia(sending, [film], 'tweet')).rejects.toMatchObject({
				kind: 'temporarily-unavailable',
				message: 'X is still working on parcel.mp4',
				hint: expect.stringContaining('shorter film') as unknown,
			});
			expect(kept.pausesMs.length).toBeLessThanOrEqual(30);
			expect(Math.min(...kept.pausesMs)).toBeGreaterThanOrEqual(1000);
			expect(Math.max(...kept.pausesMs)).toBeLessThanOrEqual(30_000);
		},
	);

	it('needs no further look when X has nothing to work on', async () => {
		client = answering({});
		const { pausesMs } = await upload([toFile(MP4, 'video/mp4')]);
		expect(pausesMs).toHaveLength(1);
	});

	it('uploads for a message what a message can carry, and no post', async () => {
		const { ids } = await upload([toFile(PNG, 'image/png')], 'dm');
		const posted = await toX()({
			method: 'POST',
			url: '/2/tweets',
			body: { media: { media_ids: ids } },
		});
		expect(posted.status).toBe(400);
		const action = {
			kind: 'sendMessage' as const,
			to: { userId: '1402000000000000101' },
			text: '',
			media: [toFile(PNG, 'image/png')],
		};
		await send(client, action);
		const messages = await sandbox.control<object[]>('GET', 'messages');
		expect(messages).toMatchObject([{ from: 'acmecare', media: [{ type: 'photo' }] }]);
	});

	it('starts nothing else when one file is refused, and X says why', async () => {
		const files = [toFile(PNG, 'image/jpeg'), toFile(PNG, 'image/png')];
		await expect(publish('look', files)).rejects.toMatchObject({
			kind: 'refused',
			message: expect.stringContaining('media type unrecognized') as unknown,
		});
		expect(await requests('/initialize')).toHaveLength(1);
		expect(await timeline()).toEqual([]);
	});
});
