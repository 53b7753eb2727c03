import { carriesPost, showsPost } from '../../src/desks/http/marks';
import { fillRequest, toValues } from '../../src/desks/http/template';
import { makeDraft } from './desk-under-test';

const draft = makeDraft({ id: '200', conversationId: '100' });
const { reference } = draft;
const template = (body: string) => ({ method: 'POST' as const, path: '/', body });
const shows = (answer: unknown, ...bodies: string[]) =>
	showsPost(answer, reference, bodies.map(template));

describe('a post is in what a service shows', () => {
	it.each([
		['as it was written', draft.body],
		['with line ends of another kind and a signature', `${draft.body}\r\n\r\n-- \r\nsent by n8n`],
		['with words of the admin behind it', `${draft.body} (by n8n)`],
		['turned into HTML', `<p>${draft.body.replace(/\n/g, '<br>')}</p>`],
		['turned into HTML with line ends', draft.body.replace(/\n/g, '<br />\n')],
	])('%s', (_name, text) => {
		expect(shows({ list: [{ text: 'other' }, { note: { text } }] })).toBe(true);
	});

	it('in the field its template writes nothing but the reference into, and in no other', () => {
		const body = '{"data": [{"ref": "{ reference }", "text": "{text}"}]}';
		expect(shows([{ ref: reference, text: 'a' }], body)).toBe(true);
		expect(shows([{ key: reference, text: reference }], body)).toBe(false);
	});
});

describe('a post is not in a case because another text names', () => {
	it.each([
		['its link', draft.permalink],
		['its id', `Edited: a new version of post ${draft.postKey}`],
		['its reference', `like ${reference}`],
		['its reference in a line above its own', `Reference: ${reference}\n\nReference: x-1-3`],
		['a longer reference', `Reference: ${reference}9`],
		['its reference in a title', `Post on X from a: Reference: ${reference}`],
	])('%s', (_name, text) => {
		expect(shows([{ text }], '{"text": "{body}"}')).toBe(false);
	});

	it('the key of the case, which is the reference of the post that opened the conversation', () => {
		expect(shows({ external_id: reference }, '{"external_id": "{caseKey}"}')).toBe(false);
	});
});

describe('a placeholder', () => {
	it.each(['{body}', '{ body }', '{{body}}', '{{ body }}', 'Post: { body } end'])(
		'is filled wherever it counts as carrying the post: %j',
		(text) => {
			const body = JSON.stringify({ text });
			expect(carriesPost(template(body))).toBe(true);
			const filled = fillRequest(template(body), toValues(draft), 'Create').body;
			expect((filled as { text: string }).text).toContain(draft.body);
		},
	);
});

it('looks for the mark no longer in a text made to be slow', () => {
	for (const unit of ['<', '<a ', '<br']) {
		const begun = Date.now();
		expect(showsPost({ body: unit.repeat(100_000) }, 'x-1-2', [])).toBe(false);
		expect(Date.now() - begun).toBeLessThan(2000);
	}
});
