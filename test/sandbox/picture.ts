/** A whole picture: one red dot. */
export const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
	'base64',
);
export const GIF = Buffer.from('R0lGODlhAgADAIAAAAAAAP///ywAAAAAAgADAAACAoQAOw==', 'base64');
/** The beginning of a film, and enough of it for a sandbox that never plays any. */
export const MP4 = Buffer.concat([
	Buffer.from('\0\0\0\x18ftypmp42', 'latin1'),
	Buffer.alloc(300, 7),
]);
/** A picture of 640 by 480, as far as its head says. */
export const JPEG = Buffer.from(
	'ffd8ffe000104a46494600010100000100010000ffc000110801e0028003012200021101031101ffd9',
	'hex',
);
