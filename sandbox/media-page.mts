import type { ServerResponse } from 'node:http';
import { CATEGORIES } from './media-categories.mts';
import type { Upload } from './media-store.mts';

const FILM_STAND_IN =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><rect width="160" height="90" fill="#30363d"/><path d="M66 25l34 20-34 20z" fill="#fff"/></svg>';

/** Hands out what was uploaded: pictures as they came, a drawing in place of films. Nothing in it may run. */
export function sendMedia(response: ServerResponse, upload: Upload | undefined): void {
	const { type } = upload ? CATEGORIES[upload.category] : {};
	if (!upload?.file || type === undefined) return void response.writeHead(404).end();
	const isFilm = type === 'video';
	response.writeHead(200, {
		'content-type': isFilm
			? 'image/svg+xml'
			: (upload.facts.mimeType ?? 'application/octet-stream'),
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff',
		'cache-control': 'no-store',
	});
	response.end(isFilm ? FILM_STAND_IN : upload.file);
}
