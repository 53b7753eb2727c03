import { toPlainText } from '../../src/desks/request-tracker/plain-text';

const read = (text: string) => toPlainText([{ type: 'text/html', text }]);

describe('what a message in Request Tracker says', () => {
	it('is what people read of its markup, without what is not shown', () => {
		const html =
			'<head><title>no</title></head><style type="text/css">p { x: y }</style><!-- no --><p class="a">Dear&nbsp;Ann,<br />5 &lt; 6</p><p>a < b > c</p><script>no</script>';
		expect(read(html)).toBe('Dear Ann,\n5 < 6\na < b > c');
	});

	it('takes no longer for a mail made to be slow', () => {
		const units = ['<head>', '<style ', '<a ', '<br ', '</p', '<!', '<', '&#', ' \n'];
		for (const unit of units) {
			const begun = Date.now();
			read(`<p>${unit.repeat(200_000)}`);
			expect(Date.now() - begun).toBeLessThan(2000);
		}
	});
});
