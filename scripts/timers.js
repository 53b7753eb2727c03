import { sleep } from 'n8n-workflow';

/** Stand-ins that esbuild puts in place of setTimeout and clearTimeout inside bundled libraries. */
export function startTimer(callback, milliseconds) {
	void sleep(milliseconds ?? 0).then(callback);
	return 0;
}

export function stopTimer() {}
