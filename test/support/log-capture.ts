/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import { LoggerProxy } from 'n8n-workflow';

const lines: string[] = [];

/** What n8n's log would be given from here on, with everything that goes along, down to its debug lines. */
export function captureLog(): () => string[] {
	if (!isCapturing) {
		isCapturing = true;
		const levels = ['error', 'warn', 'info', 'debug'] as const;
		const logger = Object.fromEntries(
			levels.map((level) => [
				level,
				(message: string, meta?: object) =>
					void lines.push(`${level}: ${message}`, ...toTexts(meta)),
			]),
		) as unknown as Logger;
		Object.assign(logger, { scoped: () => logger });
		Container.set(Logger, logger);
		LoggerProxy.init(logger);
	}
	const start = lines.length;
	return () => lines.slice(start);
}

let isCapturing = false;

/** Every text inside a value, hidden and inherited ones too: message, stack, cause, body, keys. */
export function toTexts(value: unknown, seen = new Set<unknown>()): string[] {
	if (typeof value === 'string') return [value];
	if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return [];
	if (seen.has(value)) return [];
	seen.add(value);
	return Reflect.ownKeys(value).flatMap((key) => {
		const descriptor = Object.getOwnPropertyDescriptor(value, key);
		const inside: unknown = descriptor?.get ? descriptor.get.call(value) : descriptor?.value;
		return [String(key), ...toTexts(inside, seen)];
	});
}
