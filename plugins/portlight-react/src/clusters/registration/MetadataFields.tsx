import type { ClusterMetadata } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import { Field } from '../../components/Field';
import { useClusters } from '../queries';

const Pair = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
  columnGap: 16,
});

/** What people say of a cluster, as it is being entered. */
export interface MetadataText {
  title: string;
  environment: string;
  owner: string;
  tags: string;
  description: string;
}

export const NO_METADATA: MetadataText = {
  title: '',
  environment: '',
  owner: '',
  tags: '',
  description: '',
};

/** As it is entered, from as it is stored. */
export function toText(metadata: ClusterMetadata): MetadataText {
  return {
    title: metadata.title ?? '',
    environment: metadata.environment ?? '',
    owner: metadata.owner ?? '',
    tags: metadata.tags?.join(', ') ?? '',
    description: metadata.description ?? '',
  };
}

/** As the API takes it; empty texts are kept: they clear. */
export function toMetadata(text: MetadataText): Required<ClusterMetadata> {
  const tags = text.tags.split(',').map(tag => tag.trim());
  return {
    title: text.title.trim(),
    environment: text.environment.trim(),
    owner: text.owner.trim(),
    tags: [...new Set(tags)].filter(tag => tag !== ''),
    description: text.description.trim(),
  };
}

/** Only what was entered: nothing is there yet that could be cleared. */
export function enteredMetadata(text: MetadataText): ClusterMetadata {
  return Object.fromEntries(
    Object.entries(toMetadata(text)).filter(([, value]) => value.length > 0),
  );
}

const distinct = (values: readonly (string | undefined)[]) =>
  [...new Set(values)]
    .filter((value): value is string => Boolean(value))
    .sort();

/** Title, environment, owner, tags and description of a cluster. */
export function MetadataFields(props: {
  value: MetadataText;
  onChange(value: MetadataText): void;
  /** What is wrong, by field, as the backend said it. */
  problems?: Readonly<Record<string, string>>;
  /** What is shown where no title is given. */
  name: string;
  /** Whether environment, owner and tags may be changed: policies decide by them. */
  mayDecide?: boolean;
}) {
  const { value, onChange, problems = {}, name, mayDecide = true } = props;
  const { data: clusters } = useClusters();
  const known = useMemo(
    () => ({
      environments: distinct(clusters?.map(item => item.environment) ?? []),
      owners: distinct(clusters?.map(item => item.owner) ?? []),
    }),
    [clusters],
  );
  const set = (part: Partial<MetadataText>) => onChange({ ...value, ...part });
  return (
    <>
      <Pair>
        <Field
          label="Title"
          isOptional
          value={value.title}
          onChange={title => set({ title })}
          placeholder={name}
          problem={problems.title}
          maxLength={253}
        />
        {mayDecide && (
          <Field
            label="Environment"
            isOptional
            value={value.environment}
            onChange={environment => set({ environment })}
            placeholder="production"
            suggestions={known.environments}
            problem={problems.environment}
            maxLength={63}
          />
        )}
      </Pair>
      {mayDecide ? (
        <Pair>
          <Field
            label="Owner"
            isOptional
            value={value.owner}
            onChange={owner => set({ owner })}
            placeholder="group:default/platform"
            suggestions={known.owners}
            hint="Who is asked about it: a group or user of the catalog."
            problem={problems.owner}
            maxLength={253}
          />
          <Field
            label="Tags"
            isOptional
            value={value.tags}
            onChange={tags => set({ tags })}
            placeholder="gpu, on-premises"
            hint="Separated by commas."
            problem={problems.tags}
          />
        </Pair>
      ) : (
        <p>
          Environment, owner and tags decide who sees the cluster; those who may
          register clusters change them.
        </p>
      )}
      <Field
        label="Description"
        isOptional
        value={value.description}
        onChange={description => set({ description })}
        rows={2}
        problem={problems.description}
        maxLength={1000}
      />
    </>
  );
}
