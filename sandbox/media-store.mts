import type { Clock } from './clock.mts';
import { createIdMint } from './ids.mts';
import { CATEGORIES, type Category } from './media-categories.mts';
import { FILM_HEAD_BYTES, readFileFacts, type FileFacts } from './media-file.mts';
import type { Media } from './world.mts';

/** A file on its way to X, from the first call about it. Films are counted but not kept. */
export interface Upload {
	id: string;
	key: string;
	category: Category;
	mimeType: string;
	totalBytes: number;
	/** Who may use it. */
	ownerIds: string[];
	expiresAtMs: number;
	/** Where the sandbox hands it out. */
	url: string;
	segments: Map<number, { size: number; bytes: Buffer }>;
	/** The whole file once it is there; of a film only its beginning. */
	file?: Buffer;
	facts: FileFacts;
	finishedAtMs?: number;
	/** How often somebody asked how far it is. */
	looks: number;
	altText?: string;
}

export type UploadDraft = Pick<Upload, 'category' | 'mimeType' | 'totalBytes' | 'ownerIds'> & {
	origin: string;
};

export interface Processing {
	state: 'pending' | 'in_progress' | 'succeeded' | 'failed';
	check_after_secs?: number;
	progress_percent?: number;
	error?: { code: number; name: string; message: string };
}

export type MediaStore = ReturnType<typeof createMediaStore>;

export const LIVES_MS = 24 * 3_600_000;
const STEP_MS = 1000;
/** Above this the oldest files are forgotten. */
const KEPT_BYTES = 256 * 1024 * 1024;

export function createMediaStore(clock: Clock) {
	const mint = createIdMint();
	const uploads = new Map<string, Upload>();
	let kept = 0;

	function start({ origin, ...draft }: UploadDraft): Upload {
		const id = mint(clock.now());
		const upload: Upload = {
			...draft,
			id,
			key: `${CATEGORIES[draft.category].keyPrefix}_${id}`,
			expiresAtMs: clock.now() + LIVES_MS,
			url: `${origin}/media/${id}`,
			segments: new Map(),
			facts: {},
			looks: 0,
		};
		uploads.set(id, upload);
		return upload;
	}

	/** The same index again takes the place of what it held: a caller may repeat what got no answer. */
	function addSegment(upload: Upload, index: number, bytes: Buffer): void {
		const isFilm = CATEGORIES[upload.category].type === 'video';
		const part = isFilm ? bytes.subarray(0, index === 0 ? FILM_HEAD_BYTES : 0) : bytes;
		kept += part.length - (upload.segments.get(index)?.bytes.length ?? 0);
		// A copy: a slice would hold the whole request in memory.
		upload.segments.set(index, { size: bytes.length, bytes: Buffer.from(part) });
		for (const old of uploads.values()) {
			if (kept <= KEPT_BYTES || old === upload) break;
			forget(old);
		}
	}

	function forget(upload: Upload): void {
		uploads.delete(upload.id);
		const parts = [...upload.segments.values()].map(({ bytes }) => bytes.length);
		kept -= upload.file?.length ?? parts.reduce((sum, length) => sum + length, 0);
	}

	/** Says why the file cannot be whole. */
	function finish(upload: Upload): string | undefined {
		if (upload.finishedAtMs !== undefined) return undefined;
		const parts = [...upload.segments].sort(([a], [b]) => a - b);
		const missing = parts.findIndex(([index], at) => index !== at);
		if (parts.length === 0 || missing >= 0) {
			return `Segment ${Math.max(0, missing)} is missing.`;
		}
		const size = sizeOf(upload);
		if (size !== upload.totalBytes) {
			return `Segments do not add up to provided total file size: ${size} of ${upload.totalBytes} bytes.`;
		}
		const file = Buffer.concat(parts.map(([, part]) => part.bytes));
		const facts = readFileFacts(file);
		const { isProcessed } = CATEGORIES[upload.category];
		if (!isProcessed && !isWhatItSays(upload, facts)) return 'media type unrecognized.';
		Object.assign(upload, { file, facts, finishedAtMs: clock.now() });
		upload.segments.clear();
		return undefined;
	}

	/** How far X is with a film or an animation: on with every second, and with every look. */
	function processingOf(upload: Upload): Processing | undefined {
		if (!CATEGORIES[upload.category].isProcessed || upload.finishedAtMs === undefined)
			return undefined;
		const seconds = Math.floor((clock.now() - upload.finishedAtMs) / STEP_MS);
		const step = Math.max(upload.looks, seconds);
		if (step <= 0) return { state: 'pending', check_after_secs: 1 };
		if (step === 1) return { state: 'in_progress', check_after_secs: 1, progress_percent: 50 };
		if (isWhatItSays(upload, upload.facts)) return { state: 'succeeded', progress_percent: 100 };
		const error = { code: 1, name: 'InvalidMedia', message: 'Unsupported file format' };
		return { state: 'failed', error };
	}

	/** undefined: never heard of, of somebody else, or older than a day. */
	function find(id: string, userId: string): Upload | undefined {
		const upload = uploads.get(id);
		const usable = upload?.ownerIds.includes(userId) && clock.now() < upload.expiresAtMs;
		return usable ? upload : undefined;
	}

	return {
		start,
		addSegment,
		finish,
		processingOf,
		find,
		/** What a post or message can carry; undefined while X still works on it, or when it cannot read it. */
		findReady(id: string, userId: string): Upload | undefined {
			const upload = find(id, userId);
			if (upload?.finishedAtMs === undefined) return undefined;
			const state = processingOf(upload)?.state ?? 'succeeded';
			return state === 'succeeded' ? upload : undefined;
		},
		/** To be shown to anybody, for as long as the sandbox keeps it. */
		shown: (id: string): Upload | undefined => uploads.get(id),
	};
}

export const sizeOf = (upload: Upload): number =>
	upload.finishedAtMs === undefined
		? [...upload.segments.values()].reduce((sum, { size }) => sum + size, 0)
		: upload.totalBytes;

/** As a post or a direct message carries it. */
export const toMedia = ({ key, category, url, altText, facts }: Upload): Media => ({
	key,
	type: CATEGORIES[category].type ?? 'photo',
	url,
	altText,
	width: facts.width,
	height: facts.height,
});

/** Films are told apart too roughly to insist on their exact type. */
function isWhatItSays({ mimeType }: Upload, facts: FileFacts): boolean {
	if (mimeType.startsWith('video/')) return facts.mimeType?.startsWith('video/') ?? false;
	if (mimeType.startsWith('text/')) return true;
	return facts.mimeType === mimeType.replace('pjpeg', 'jpeg');
}
