import type { ContractSubject } from '../ContractTarget';
import { pod } from '../objects';

const NAMESPACE = 'contract-tables';
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
const TABLE = 'application/json;as=Table;g=meta.k8s.io;v=v1';
const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** The other shapes that a client may ask for. */
export const tables: ContractSubject = target => {
  describe('tables and metadata', () => {
    beforeAll(async () => {
      const { client } = target();
      await client.create('/api/v1/namespaces', {
        metadata: { name: NAMESPACE },
      });
      await client.create(PODS, pod('a', { labels: { app: 'a' } }));
      await client.create(PODS, pod('b', { containers: ['one', 'two'] }));
    });

    it('prints pods as a table', async () => {
      const response = await target().client.request({
        path: PODS,
        accept: `${TABLE},application/json`,
      });
      expect(response.status).toBe(200);
      const table = response.body;
      expect(table).toMatchObject({
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
      });
      const columns = table.columnDefinitions.map(
        (column: { name: string }) => column.name,
      );
      expect(columns.slice(0, 5)).toEqual([
        'Name',
        'Ready',
        'Status',
        'Restarts',
        'Age',
      ]);
      expect(
        table.rows.map((row: { cells: unknown[] }) => row.cells.slice(0, 4)),
      ).toEqual([
        ['a', '0/1', 'Pending', '0'],
        ['b', '0/2', 'Pending', '0'],
      ]);
      expect(table.rows[0].object).toMatchObject({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name: 'a', namespace: NAMESPACE },
      });
      expect(table.rows[0].object).not.toHaveProperty('spec');
    });

    it('prints one object as a table of one row', async () => {
      const response = await target().client.request({
        path: `${PODS}/a`,
        accept: TABLE,
      });
      expect(response.body.kind).toBe('Table');
      expect(response.body.rows).toHaveLength(1);
    });

    it('answers the metadata of a list', async () => {
      const response = await target().client.request({
        path: `${PODS}?limit=1`,
        accept: METADATA_LIST,
      });
      expect(response.body).toMatchObject({
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { continue: expect.any(String), remainingItemCount: 1 },
        items: [{ metadata: { name: 'a', labels: { app: 'a' } } }],
      });
      expect(response.body.items[0]).not.toHaveProperty('spec');
      expect(response.body.items[0]).not.toHaveProperty('status');
    });

    it('answers the metadata of one object', async () => {
      const response = await target().client.request({
        path: `${PODS}/a`,
        accept: METADATA,
      });
      expect(response.body).toMatchObject({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name: 'a' },
      });
      expect(response.body).not.toHaveProperty('spec');
    });

    it('takes the first shape that it knows', async () => {
      const response = await target().client.request({
        path: PODS,
        accept: `application/xml, ${METADATA_LIST}, application/json`,
      });
      expect(response.body.kind).toBe('PartialObjectMetadataList');
    });

    it('refuses shapes that it does not know', async () => {
      const response = await target().client.request({
        path: PODS,
        accept: 'application/xml',
      });
      expect(response.status).toBe(406);
      expect(response.body).toMatchObject({
        kind: 'Status',
        code: 406,
        reason: 'NotAcceptable',
      });
    });
  });
};
