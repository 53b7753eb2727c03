import type { RawPost } from '../../src/x/raw-post';
import { toTypedText } from '../../src/x/typed-text';

const typed = (post: Partial<RawPost>) => toTypedText({ id: '1', ...post });

describe('a text as its author typed it', () => {
	it('has its addresses in full, in the place where they were', () => {
		const urls = [
			{ url: 'https://t.co/aaa', expanded_url: 'https://acme.example/help?a=1&b=2' },
			{ url: 'https://t.co/aaabbb', expanded_url: 'https://acme.example/t.co' },
		];
		const text = 'See https://t.co/aaa, or https://t.co/aaabbb &amp; call us';
		expect(typed({ text, entities: { urls } })).toBe(
			'See https://acme.example/help?a=1&b=2, or https://acme.example/t.co & call us',
		);
	});

	it('keeps an address that X did not explain', () => {
		expect(typed({ text: 'See https://t.co/zzz' })).toBe('See https://t.co/zzz');
	});

	it('does not take what an address stands for for another address', () => {
		const urls = [
			{ url: 'https://t.co/a', expanded_url: 'https://evil.example/https://t.co/b' },
			{ url: 'https://t.co/b', expanded_url: 'https://acme.example' },
		];
		expect(typed({ text: 'https://t.co/a', entities: { urls } })).toBe(urls[0].expanded_url);
	});

	it('has no links that X added for pictures', () => {
		const urls = [
			{ url: 'https://t.co/p', expanded_url: 'https://x.com/acmecare/status/1/photo/1' },
			{ url: 'https://t.co/q', expanded_url: 'https://pic.example', media_key: '3_1' },
		];
		expect(typed({ text: 'Look https://t.co/p https://t.co/q', entities: { urls } })).toBe('Look');
	});

	it('has no handles that X put before a reply, but those that were typed', () => {
		const reply = { text: '@alice_m @bob hello @carla', display_text_range: [14, 26] as never };
		expect(typed(reply)).toBe('hello @carla');
		expect(typed({ ...reply, display_text_range: [3, 26] })).toBe(reply.text);
	});

	it('takes the whole of a long post, and survives entities that are none', () => {
		const note_tweet = {
			text: 'long https://t.co/l',
			entities: { urls: [{ url: 'https://t.co/l', expanded_url: 'https://acme.example/l' }] },
		};
		expect(typed({ text: 'lo…', note_tweet })).toBe('long https://acme.example/l');
		const urls = [{ url: '' }, { expanded_url: 'https://a.example' }, { url: '(' }] as never;
		expect(typed({ text: 'a ( b', entities: { urls } })).toBe('a ( b');
		expect(typed({ text: undefined })).toBe('');
	});
});
