// What a file of cards says.

// Papers as a list of cards has them; their addresses are below the site's root. `topics` are the site's, [[slug, title], …].
export function readCards(values, topics) {
  const titles = new Map(topics);
  return values.map(
    ([slug, title, excerpt, day, ofTopics, authors, count, published, comments, upvotes, organization]) => ({
      ...named("papers", slugOf(slug, title), title),
      excerpt,
      day: { date: dateOf(day), address: `days/${dateOf(day)}/` },
      topics: (ofTopics || []).map((topic) => named("topics", topic, titles.get(topic) ?? topic)),
      authors: authors || [],
      authorsCount: count || null,
      published: Number.isInteger(published) ? dateOf(day - published) : null,
      comments: comments || null,
      upvotes: upvotes || null,
      organization: organization ? named("organizations", ...organization) : null,
    }),
  );
}

const named = (folder, slug, title, part = slug) => ({ slug, title, address: `${folder}/${part}/` });

// Most slugs are the words of the title, or the first of them: then a card says only how long it is.
function slugOf(slug, title) {
  return typeof slug === "string" ? slug : (title.toLowerCase().match(/[a-z0-9]+/gu) ?? []).join("-").slice(0, slug);
}

export const dateOf = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
