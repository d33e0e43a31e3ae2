#!/usr/bin/env bash
# Takes the pictures of README and guides from the last tour: ./run tour && tools/pictures.sh
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p docs/pictures
take() { cp target/tour/[0-9][0-9]-"$1".png "docs/pictures/$2.png"; }
take home-waiting home
take identity-card identity
take photos photos
take summary summary
take sync-offline sync
take receipt receipt
take returned returned
take queue queue
take review review
take return return
take compare compare
take team team
