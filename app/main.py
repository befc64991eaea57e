"""The explorer's first page."""

import streamlit as st

st.write("Leitgraph")
