import { useState } from 'react';

/** A form of React 19 with photos from a phone. It leaves the page with one value, the ticket. */
export function DamageForm({ draft }: { draft: string }) {
  const [photos, setPhotos] = useState(0);
  return (
    <form action="/claims/sent">
      <label htmlFor="photos">Photos</label>
      <snap-dock id="photos" name="photos" session={`photo-session?id=${draft}`} max={5} required
        onchange={({ currentTarget }) => setPhotos(currentTarget.photos.length)} />
      <button>{photos === 1 ? 'Send 1 photo' : `Send ${photos} photos`}</button>
    </form>
  );
}
