import { startSandbox, type Sandbox } from '../support/sandbox';
import { GIF, JPEG, MP4, PNG } from './picture';
import { APP_TOKEN, callX, USER_TOKEN, type XAnswer } from './x-call';

let x: Sandbox;

beforeAll(async () => {
	x = await startSandbox();
});
afterAll(async () => await x.stop());
beforeEach(async () => {
	await x.control('POST', 'reset', { now: '2026-11-21T09:00:00Z' });
});

const post = async (path: string, body: unknown, authorization?: string): Promise<XAnswer> =>
	await callX(x, path, { method: 'POST', body, authorization });
const upload = async (bytes = PNG, category = 'tweet_image', authorization?: string) =>
	await post(
		'/2/media/upload',
		{ media: bytes.toString('base64'), media_category: category },
		authorization,
	);
const start = async (body: object) => await post('/2/media/upload/initialize', body);
const append = async (id: string, bytes: Buffer, index: unknown) =>
	await post(`/2/media/upload/${id}/append`, {
		media: bytes.toString('base64'),
		segment_index: index,
	});
const finish = async (id: string, body?: unknown) =>
	await post(`/2/media/upload/${id}/finalize`, body);
const status = async (id: string) =>
	await callX(x, `/2/media/upload?command=STATUS&media_id=${id}`);
const describeIt = async (id: string, text: unknown) =>
	await post('/2/media/metadata', { id, metadata: { alt_text: { text } } });
const write = async (media_ids: string[], more: object = {}) =>
	await post('/2/tweets', { text: 'look', media: { media_ids }, ...more });

/** Another person's token, by the log-in X has for apps. */
async function tokenOf(
	handle: string,
	scope = 'tweet.read tweet.write users.read media.write',
): Promise<string> {
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: 'sandbox-client',
		redirect_uri: 'https://flows.example/back',
		scope,
		state: 's',
		code_challenge: 'c',
		code_challenge_method: 'plain',
		login: handle,
	});
	const agreed = await fetch(`${x.url}/i/oauth2/authorize?${query.toString()}`, {
		redirect: 'manual',
	});
	const code = new URL(agreed.headers.get('location')!).searchParams.get('code');
	const { body } = await post('/2/oauth2/token', {
		grant_type: 'authorization_code',
		client_id: 'sandbox-client',
		redirect_uri: 'https://flows.example/back',
		code_verifier: 'c',
		code,
	});
	return `Bearer ${body.access_token as string}`;
}

async function uploadInPieces(bytes: Buffer, mimeType: string, category?: string): Promise<string> {
	const started = await start({
		media_type: mimeType,
		total_bytes: bytes.length,
		...(category ? { media_category: category } : {}),
	});
	const { id } = started.body.data;
	const half = Math.ceil(bytes.length / 2);
	await append(id, bytes.subarray(half), 1);
	await append(id, bytes.subarray(0, half), 0);
	return id;
}

function expectRefused(answer: XAnswer, words: RegExp): void {
	expect(answer.status).toBe(400);
	expect(answer.headers.get('content-type')).toContain('application/problem+json');
	expect(answer.body.title).toBe('Invalid Request');
	expect(answer.body.errors![0].message).toMatch(words);
}

describe('in one call', () => {
	it('takes a picture as JSON, says what it saw, and hands it out as it came', async () => {
		const { body } = await upload();
		expect(body.data).toEqual({
			id: expect.stringMatching(/^\d+$/),
			media_key: `3_${body.data.id}`,
			size: PNG.length,
			expires_after_secs: 86_400,
			image: { image_type: 'image/png', w: 1, h: 1 },
		});
		const shown = await fetch(`${x.url}/media/${body.data.id}`);
		expect(shown.headers.get('content-type')).toBe('image/png');
		expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(Buffer.from(await shown.arrayBuffer()).equals(PNG)).toBe(true);
	});

	it('takes a picture as a form, the way browsers and libraries write one', async () => {
		const form = new FormData();
		form.set('media_category', 'tweet_image');
		form.set('media', new Blob([JPEG], { type: 'image/jpeg' }), 'my "box".jpg');
		const sent = await fetch(`${x.url}/2/media/upload`, {
			method: 'POST',
			headers: { authorization: USER_TOKEN },
			body: form,
		});
		const { data } = (await sent.json()) as XAnswer['body'];
		expect(data).toMatchObject({ image: { image_type: 'image/jpeg', w: 640, h: 480 } });
		const shown = await fetch(`${x.url}/media/${data.id}`);
		expect(Buffer.from(await shown.arrayBuffer()).equals(JPEG)).toBe(true);
	});

	it.each([
		['a text that is no base64', { media: 'no base64!', media_category: 'tweet_image' }, /base64/],
		['no picture', { media_category: 'tweet_image' }, /\$\.media/],
		['an empty picture', { media: '', media_category: 'tweet_image' }, /media/],
		['no category', { media: PNG.toString('base64') }, /media_category/],
		[
			'a film',
			{ media: MP4.toString('base64'), media_category: 'tweet_video' },
			/enumeration \["tweet_image"/,
		],
		[
			'a film called a picture',
			{ media: MP4.toString('base64'), media_category: 'tweet_image' },
			/not allowed for tweet_image/,
		],
		[
			'a picture of another type than said',
			{
				media: PNG.toString('base64'),
				media_category: 'tweet_image',
				media_type: 'image/jpeg',
			},
			/unrecognized/,
		],
		[
			'an unknown key',
			{ media: PNG.toString('base64'), media_category: 'tweet_image', name: 'a.png' },
			/not defined in the schema/,
		],
		['a list', [], /JSON object/],
		['a broken body', '{"media":', /not valid JSON/],
	])('refuses %s', async (_name, body, words) => {
		expectRefused(await post('/2/media/upload', body), words);
	});

	it('refuses a picture above 5 MB', async () => {
		const large = Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]);
		expectRefused(await upload(large), /File size exceeds 5242880 bytes/);
	});

	it('refuses app-only tokens and tokens without the scope', async () => {
		const alice = await tokenOf('alice_m', 'tweet.read tweet.write users.read');
		for (const token of [APP_TOKEN, alice]) {
			expect((await upload(PNG, 'tweet_image', token)).status).toBe(403);
		}
	});

	it.each([
		['without a boundary', 'multipart/form-data', '--b\r\n'],
		['that is broken off', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: fo'],
		[
			'that never ends',
			'multipart/form-data; boundary=b',
			'--b\r\nContent-Disposition: form-data; name="media"\r\n\r\nabc',
		],
		['without names', 'multipart/form-data; boundary=b', '--b\r\nA: b\r\n\r\nabc\r\n--b--'],
		['with a thousand parts', 'multipart/form-data; boundary=b', formOf(1000)],
	])('refuses a form %s', async (_name, contentType, body) => {
		const sent = await fetch(`${x.url}/2/media/upload`, {
			method: 'POST',
			headers: { authorization: USER_TOKEN, 'content-type': contentType },
			body,
		});
		expect(sent.status).toBe(400);
		expect(await sent.text()).toContain('not valid multipart form data');
	});
});

function formOf(parts: number): string {
	const part = '--b\r\nContent-Disposition: form-data; name="shared"\r\n\r\ntrue\r\n';
	return `${part.repeat(parts)}--b--\r\n`;
}

describe('in pieces', () => {
	it('puts the pieces together in their order, whatever order they came in', async () => {
		const id = await uploadInPieces(PNG, 'image/png');
		const done = await finish(id);
		expect(done.body.data).toMatchObject({ id, size: PNG.length, media_key: `3_${id}` });
		expect(done.body.data).not.toHaveProperty('processing_info');
		const shown = await fetch(`${x.url}/media/${id}`);
		expect(Buffer.from(await shown.arrayBuffer()).equals(PNG)).toBe(true);
	});

	it('takes pieces as a form without file names, and the bytes as they are', async () => {
		const { body } = await start({ media_type: 'image/png', total_bytes: PNG.length });
		const boundary = '--------------------------0123456789';
		const head = (name: string, type = '') =>
			`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n${type}\r\n`;
		const form = Buffer.concat([
			Buffer.from(`${head('segment_index')}0\r\n`),
			Buffer.from(head('media', 'Content-Type: application/octet-stream\r\n')),
			PNG,
			Buffer.from(`\r\n--${boundary}--\r\n`),
		]);
		const sent = await fetch(`${x.url}/2/media/upload/${body.data.id}/append`, {
			method: 'POST',
			headers: {
				authorization: USER_TOKEN,
				'content-type': `multipart/form-data; boundary=${boundary}`,
			},
			body: form,
		});
		expect(await sent.json()).toEqual({ data: { expires_at: 1_795_338_000 } });
		expect((await finish(body.data.id)).body.data.image).toMatchObject({ w: 1, h: 1 });
	});

	it('lets a piece be sent again, as after an answer that got lost', async () => {
		const { body } = await start({ media_type: 'image/png', total_bytes: PNG.length });
		const { id } = body.data;
		await append(id, Buffer.alloc(10), 0);
		expect((await append(id, PNG, 0)).status).toBe(200);
		const first = await finish(id);
		expect(first.status).toBe(200);
		expect((await finish(id)).body).toEqual(first.body);
	});

	it.each([
		['no type', { total_bytes: 5 }, /media_type/],
		['a type X does not take', { media_type: 'image/svg+xml', total_bytes: 5 }, /not allowed/],
		[
			'a type the category does not take',
			{ media_type: 'video/mp4', total_bytes: 5, media_category: 'tweet_image' },
			/not allowed for tweet_image/,
		],
		[
			'an unknown category',
			{ media_type: 'image/png', total_bytes: 5, media_category: 'constructor' },
			/enumeration/,
		],
		['no size', { media_type: 'image/png' }, /total_bytes/],
		['a size of 0', { media_type: 'image/png', total_bytes: 0 }, /total_bytes/],
		['half a byte', { media_type: 'image/png', total_bytes: 1.5 }, /total_bytes/],
		['a picture of 6 MB', { media_type: 'image/png', total_bytes: 6e6 }, /exceeds 5242880/],
		['an animation of 16 MB', { media_type: 'image/gif', total_bytes: 16e6 }, /exceeds 15728640/],
		['a film of 600 MB', { media_type: 'video/mp4', total_bytes: 6e8 }, /exceeds 536870912/],
		['unknown keys', { media_type: 'image/png', total_bytes: 5, command: 'INIT' }, /command/],
	])('is not begun with %s', async (_name, body, words) => {
		expectRefused(await start(body), words);
	});

	it('refuses pieces that are too many, too large, or nowhere in order', async () => {
		const { body } = await start({ media_type: 'image/png', total_bytes: 20 });
		const { id } = body.data;
		expectRefused(await append(id, Buffer.alloc(21), 0), /exceed provided total file size/);
		for (const index of [-1, 1000, 1.5, 'x', undefined]) {
			expectRefused(await append(id, Buffer.alloc(1), index), /segment_index/);
		}
		expectRefused(await append(id, Buffer.alloc(0), 0), /media/);
	});

	it('is not finished while a piece is missing or the size is another', async () => {
		const { body } = await start({ media_type: 'image/png', total_bytes: PNG.length });
		const { id } = body.data;
		expectRefused(await finish(id), /Segment 0 is missing/);
		await append(id, PNG.subarray(0, 30), 0);
		expectRefused(await finish(id), /do not add up to provided total file size/);
		await append(id, PNG.subarray(30), 2);
		expectRefused(await finish(id), /Segment 1 is missing/);
		expectRefused(await status(id), /not finalized/);
	});

	it('takes nothing more once it is finished', async () => {
		const id = await uploadInPieces(PNG, 'image/png');
		await finish(id);
		expectRefused(await append(id, PNG, 0), /finalized/);
	});

	it('is finished without a body or with an empty object, and with nothing else', async () => {
		const id = await uploadInPieces(PNG, 'image/png');
		expectRefused(await finish(id, []), /must be a JSON object/);
		expect((await finish(id, {})).status).toBe(200);
	});

	it('knows no ids of others, and no old ones', async () => {
		const alice = await tokenOf('alice_m');
		const theirs = (await upload(PNG, 'tweet_image', alice)).body.data.id as string;
		const old = (await upload()).body.data.id as string;
		await x.control('POST', 'clock', { advanceMs: 24 * 3_600_000 });
		for (const id of [theirs, old, '123', 'x']) {
			expectRefused(await append(id, PNG, 0), /id/);
			expectRefused(await finish(id), /id/);
			expectRefused(await status(id), /media_id/);
			expectRefused(await describeIt(id, 'a box'), /id/);
		}
		expectRefused(await write([old]), /Your media IDs are invalid/);
	});
});

describe('films and animations', () => {
	it('are ready after X was asked a few times, even when the clock stands still', async () => {
		const id = await uploadInPieces(MP4, 'video/mp4');
		const state = (answer: XAnswer) => answer.body.data.processing_info;
		expect(state(await finish(id))).toEqual({ state: 'pending', check_after_secs: 1 });
		expectRefused(await write([id]), /media IDs are invalid/);
		expect(state(await status(id))).toMatchObject({ state: 'in_progress', progress_percent: 50 });
		expect(state(await status(id))).toEqual({ state: 'succeeded', progress_percent: 100 });
		expect((await write([id])).status).toBe(201);
	});

	it('are ready after two seconds, without being asked', async () => {
		const id = await uploadInPieces(GIF, 'image/gif', 'tweet_gif');
		await finish(id);
		await x.control('POST', 'clock', { advanceMs: 2000 });
		expect((await write([id])).status).toBe(201);
	});

	it('fail when they are something else than they say', async () => {
		const id = await uploadInPieces(Buffer.alloc(400, 1), 'video/mp4');
		await finish(id);
		await x.control('POST', 'clock', { advanceMs: 5000 });
		const { processing_info } = (await status(id)).body.data;
		expect(processing_info).toMatchObject({ state: 'failed', error: { name: 'InvalidMedia' } });
		expectRefused(await write([id]), /media IDs are invalid/);
	});
});

describe('in a post', () => {
	const read = async (id: string) => {
		const query = new URLSearchParams({
			'tweet.fields': 'attachments',
			expansions: 'attachments.media_keys',
			'media.fields': 'alt_text,url,width,height,type',
		});
		return await callX(x, `/2/tweets/${id}?${query.toString()}`);
	};

	it('comes with its key, address, size and words', async () => {
		const { data } = (await upload()).body;
		expect((await describeIt(data.id, 'a red dot')).body.data).toEqual({
			id: data.id,
			associated_metadata: { alt_text: { text: 'a red dot' } },
		});
		const made = await write([data.id]);
		const { body } = await read(made.body.data.id);
		expect(body.data.attachments).toEqual({ media_keys: [data.media_key] });
		expect(body.includes.media).toEqual([
			{
				media_key: data.media_key,
				type: 'photo',
				url: `${x.url}/media/${data.id}`,
				alt_text: 'a red dot',
				width: 1,
				height: 1,
			},
		]);
	});

	it('needs no text', async () => {
		const { id } = (await upload()).body.data;
		const made = await post('/2/tweets', { media: { media_ids: [id] } });
		expect(made.status).toBe(201);
		expect(made.body.data.text).toBe('');
	});

	it('goes along with a reply, and X still fills in the handle', async () => {
		const asked = await x.post({ from: 'alice_m', text: '@acmecare how?' });
		const { id } = (await upload()).body.data;
		const made = await write([id], { reply: { in_reply_to_tweet_id: asked.id } });
		expect(made.body.data.text).toBe('@alice_m look');
	});

	it('may be up to four pictures, or one of the others', async () => {
		const pictures: string[] = [];
		for (let at = 0; at < 5; at++) pictures.push((await upload()).body.data.id);
		const gif = await uploadInPieces(GIF, 'image/gif');
		await finish(gif);
		await x.control('POST', 'clock', { advanceMs: 5000 });
		expect((await write(pictures.slice(0, 4))).status).toBe(201);
		expectRefused(await write(pictures), /1 to 4/);
		expectRefused(await write([gif, pictures[0]]), /1 GIF/);
		expectRefused(await write([pictures[0], pictures[0]]), /different/);
		expectRefused(await write([]), /1 to 4/);
	});

	it('must not be meant for direct messages or belong to somebody else', async () => {
		const alice = await tokenOf('alice_m');
		const { id } = (await upload(PNG, 'tweet_image', alice)).body.data;
		const message = (await upload(PNG, 'dm_image')).body.data.id;
		for (const wrong of [id, message, '123']) {
			expectRefused(await write([wrong]), /Your media IDs are invalid/);
		}
		expect(await x.control('GET', 'timeline')).toEqual([]);
	});

	it('may belong to an account that the uploader named', async () => {
		const alice = await tokenOf('alice_m');
		const body = {
			media: PNG.toString('base64'),
			media_category: 'tweet_image',
			additional_owners: ['1402000000000000001'],
		};
		const { id } = (await post('/2/media/upload', body, alice)).body.data;
		expect((await write([id])).status).toBe(201);
	});

	it('tags people who exist, at most ten', async () => {
		const { id } = (await upload()).body.data;
		const tagged = async (ids: unknown) =>
			await post('/2/tweets', { text: 'we', media: { media_ids: [id], tagged_user_ids: ids } });
		expectRefused(await tagged(['99']), /nobody has the id 99/);
		expectRefused(await tagged(Array<string>(11).fill('1402000000000000101')), /at most 10/);
		expect((await tagged(['1402000000000000101'])).status).toBe(201);
	});
});

it('refuses words for a picture that are none or too many, and bills the others $0.005', async () => {
	const { id } = (await upload()).body.data;
	for (const text of ['', 5, undefined, 'x'.repeat(1001)]) {
		expectRefused(await describeIt(id, text), /1 to 1000/);
	}
	expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0 });
	expect((await describeIt(id, '😀'.repeat(1000))).status).toBe(200);
	expect(await x.control('GET', 'ledger')).toMatchObject({ totalUsd: 0.005 });
});

it('keeps files out of the request log', async () => {
	const bytes = Buffer.concat([PNG, Buffer.alloc(3000)]);
	await upload(bytes);
	const [entry] = await x.control<Array<{ body: object }>>('GET', 'requests');
	expect(entry.body).toEqual({
		media: `(${bytes.toString('base64').length} characters)`,
		media_category: 'tweet_image',
	});
});

it('hands out nothing for films but a drawing, and nothing at all for ids that do not exist', async () => {
	const id = await uploadInPieces(MP4, 'video/mp4');
	expect((await fetch(`${x.url}/media/${id}`)).status).toBe(404);
	await finish(id);
	const shown = await fetch(`${x.url}/media/${id}`);
	expect(shown.headers.get('content-type')).toBe('image/svg+xml');
	expect((await fetch(`${x.url}/media/123`)).status).toBe(404);
});
