import { DESK_KEY, type DeskAnswer } from '../desks/service.mts';
import { isRefused, json, type MakeMailApi, readAddress, SENDER_DOMAIN } from './service.mts';

/** Takes raw mail as a file of a form and sends it as it is, as often as it is told. Its error to a wrong key is no JSON. */
export const createMailgun: MakeMailApi = ({ clock, deliverRaw }) => ({
	async answer({ method, path, headers, raw }) {
		const key = `Basic ${Buffer.from(`api:${DESK_KEY}`).toString('base64')}`;
		if (headers.authorization !== key)
			return { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Forbidden' };
		const [, version, ...parts] = path.split('/').map(decodeURIComponent);
		const [domain, call] = parts[0] === 'domains' ? [parts[1], 'domain'] : parts;
		if (domain !== SENDER_DOMAIN) return refuse(404, `Domain not found: ${domain}`);
		if (method === 'GET' && version === 'v4' && call === 'domain')
			return json(200, { domain: { name: domain, state: 'active' } });
		if (method !== 'POST' || version !== 'v3' || call !== 'messages.mime') return json(404);
		const form = await readForm(headers['content-type'] ?? '', raw);
		if (!form) return refuse(400, 'Bad Request: multipart/form-data is required');
		const to = form.getAll('to').flatMap((value) => String(value).split(','));
		if (to.length === 0) return refuse(400, 'to parameter is missing');
		const addresses = to.map(readAddress);
		if (addresses.some((it) => it === undefined || isRefused(it)))
			return refuse(400, "'to' parameter is not a valid address. please check documentation");
		const file = form.get('message');
		if (!(file instanceof File)) return refuse(400, 'message parameter is missing');
		const message = await file.text();
		const head = message.split('\r\n\r\n')[0].replace(/\r\n[ \t]+/g, ' ');
		const [, from] = /^From: .*?([^\s<>]+@[^\s<>]+)>?\r?$/m.exec(head) ?? [];
		if (!from) return refuse(400, "'from' parameter is missing");
		await deliverRaw(message, addresses as string[]);
		const [, kept] = /^Message-I[dD]: (<[^<>\s]+>)\r?$/m.exec(head) ?? [];
		const id = kept ?? `<${clock.now()}@${domain}>`;
		return json(200, { id, message: 'Queued. Thank you.' });
	},
});

async function readForm(type: string, raw: Buffer): Promise<FormData | undefined> {
	if (!type.startsWith('multipart/form-data')) return undefined;
	const response = new Response(new Uint8Array(raw), { headers: { 'content-type': type } });
	return await response.formData().catch(() => undefined);
}

const refuse = (status: number, message: string): DeskAnswer => json(status, { message });
