import { toPlainLine } from '../case-text';

/**
 * What stands in place of a content that had to go. The hash of the content stays, and so does every seal; the salt goes with
 * the content, so a short text cannot be guessed from its hash. A content that went already stays gone as it did.
 */
export function redactContent(
	content: string,
	{ nowMs, reason }: { nowMs: number; reason: string },
): { content: string; changed: boolean } {
	if (isRedacted(content)) return { content, changed: false };
	const tombstone = {
		redacted: true,
		at: new Date(nowMs).toISOString(),
		reason: toPlainLine(reason, 200),
	};
	return { content: JSON.stringify(tombstone), changed: true };
}

/** Whether it is a tombstone and nothing else. */
export function isRedacted(content: string): boolean {
	if (!content.startsWith(start) || content.length > 2000) return false;
	try {
		const { at, reason, ...more } = JSON.parse(content) as Record<string, unknown>;
		return isText(at) && isText(reason) && Object.keys(more).join() === 'redacted';
	} catch {
		return false;
	}
}

const start = '{"redacted":true,';
const isText = (value: unknown) => typeof value === 'string';
